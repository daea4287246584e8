# THE WORK in base R: work.R FILE
file <- commandArgs(TRUE)[1]
d <- read.csv(file)
for (name in grep("^[qt][0-9]+$", names(d), value = TRUE)) {
  counts <- table(d[[name]], d$group_code)
  print(table(d[[name]], useNA = "always"))
  print(round(100 * prop.table(counts, 1), 1))
  print(round(100 * prop.table(counts, 2), 1))
  print(suppressWarnings(chisq.test(counts, correct = FALSE)))
}
