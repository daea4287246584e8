# The cross-tabs of THE WORK with weights and classes, by R survey: classes.R FILE
suppressPackageStartupMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
d <- d[d$weight > 0, ]
names <- grep("^[qt][0-9]+$", names(d), value = TRUE)
d[c(names, "group_code")] <- lapply(d[c(names, "group_code")], factor)
design <- svydesign(ids = ~school, weights = ~weight, data = d)
for (name in names) {
  both <- as.formula(paste("~", name, "+ group_code"))
  print(svytable(both, design))
  print(svychisq(both, design, statistic = "F"))
}
