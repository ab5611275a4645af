/** The most probable label of the probabilities of `table`; neutral wins a tie, and no probabilities give not_scored. */
export const labelSql = (table: string): string => `
  case
    when ${table}.p_neutral is null then 'not_scored'
    when ${table}.p_negative > ${table}.p_neutral and ${table}.p_negative > ${table}.p_positive then 'negative'
    when ${table}.p_positive > ${table}.p_neutral and ${table}.p_positive > ${table}.p_negative then 'positive'
    else 'neutral'
  end`;
