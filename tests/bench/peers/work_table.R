# THE WORK with data.table, which reads and counts with several threads: work_table.R FILE
suppressPackageStartupMessages(library(data.table))
file <- commandArgs(TRUE)[1]
names <- grep("^[qt][0-9]+$", names(fread(file, nrows = 0)), value = TRUE)
d <- fread(file, select = c("group_code", names))
for (name in names) {
  long <- d[, .N, keyby = c(name, "group_code")]
  long <- long[!is.na(long[[1]])]
  counts <- as.matrix(dcast(long, paste(name, "~ group_code"), value.var = "N", fill = 0)[, -1])
  print(cbind(rowSums(counts), round(100 * counts / rowSums(counts), 1)))
  print(round(100 * t(t(counts) / colSums(counts)), 1))
  print(suppressWarnings(chisq.test(counts, correct = FALSE)))
}
