# Do the means of groups differ, for pupils in classes: regTermTest of svyglm. On the
# samples that design.R wrote.
source("print.R")
suppressMessages(library(survey))

differ <- function(name, design, group, where = TRUE) {
  design$variables$group <- factor(design$variables[[group]])
  model <- svyglm(y ~ group, subset(design, where))
  x <- regTermTest(model, ~group)
  say(name, f = unname(x$Ftest[1]), df1 = x$df, df2 = x$ddf, p = unname(x$p[1]))
}
read <- function(name) read.csv(sprintf("design_%s.csv", name))
strat <- read("apistrat"); clus <- read("apiclus1"); two <- read("two")
of_clus <- svydesign(~cluster, weights = ~weight, data = clus)
differ("weights only", svydesign(~1, weights = ~weight, data = strat), "stratum")
differ("strata with fpc", svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = strat), "column")
differ("clusters", of_clus, "column")
differ("clusters, domain", of_clus, "column", clus$domain == 1)
differ("few clusters", svydesign(~cluster, strata = ~stratum, weights = ~weight, fpc = ~fpc, nest = TRUE, data = two), "row")
