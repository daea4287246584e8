# The cross-tabs of THE WORK with weights and classes, by R survey: classes.R FILE
suppressPackageStartupMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
d <- d[d$weight > 0, ]
design <- svydesign(ids = ~school, weights = ~weight, data = d)
for (name in grep("^[qt][0-9]+$", names(d), value = TRUE)) {
  both <- as.formula(paste0("~factor(", name, ") + factor(group_code)"))
  print(svytable(both, design))
  print(svychisq(both, design, statistic = "F"))
}
