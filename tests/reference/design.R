# Estimates from complex samples, all by the survey package. Writes its data sets as well,
# in one shape: design_*.csv, with codes from 0.
source("print.R")
suppressMessages(library(survey))
data(api)

code <- function(x) as.integer(factor(x)) - 1L
fixture <- function(name, d) {
  d <- d[c("weight", "cluster", "stratum", "fpc", "row", "column", "y", "domain")]
  write.csv(d, sprintf("design_%s.csv", name),
            row.names = FALSE, quote = FALSE)
  d
}
strat <- fixture("apistrat", with(apistrat, data.frame(
  weight = pw, cluster = seq_along(pw) - 1, stratum = code(stype), fpc = fpc,
  row = code(awards), column = code(comp.imp), y = api00, domain = as.integer(meals > 40))))
clus <- fixture("apiclus1", with(apiclus1, data.frame(
  weight = pw, cluster = code(dnum), stratum = 0, fpc = fpc,
  row = code(awards), column = code(stype), y = api00, domain = as.integer(enroll > 400))))
# Pupils in classes, classes in two kinds of school; one class is alone in a third kind.
set.seed(2025)
size <- c(9, 14, 11, 7, 12, 10, 13, 8, 6)
class <- rep(seq_along(size), size); n <- length(class)
kind <- c(1, 1, 1, 1, 2, 2, 2, 2, 3)[class]
mood <- rnorm(length(size))[class]
pupils <- fixture("pupils", data.frame(
  weight = round(runif(n, .4, 2.5), 3), cluster = class - 1, stratum = kind - 1,
  fpc = c(20, 12, 4)[kind], row = as.integer(cut(mood + rnorm(n), c(-Inf, -.6, .7, Inf))) - 1,
  column = ifelse(kind == 3, 1, code(runif(n) < .45 + .1 * mood)), y = round(10 * mood + rnorm(n, 50, 8), 1),
  domain = as.integer(class %in% c(1, 2, 3, 6, 7, 8) & runif(n) < .8)))

two <- subset(pupils, stratum < 2)
write.csv(two, "design_two.csv", row.names = FALSE, quote = FALSE)

wilson <- function(p, n) { z <- qnorm(.975)
  (p + z^2 / 2 / n + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / 4 / n^2)) / (1 + z^2 / n) }

# Of all clusters there are, the part that was asked.
fraction <- function(design) if (is.null(design$fpc$popsize)) 0 else {
  one <- !duplicated(design$cluster[[1]]); sum(one) / sum(one / (design$fpc$sampsize / design$fpc$popsize)[, 1]) }

estimate <- function(name, d, design, in_domain) {
  R <- max(d$row) + 1; C <- max(d$column) + 1
  design <- update(design, cell = factor(row * C + column, levels = 0:(R * C - 1)))
  s <- if (in_domain) subset(design, domain == 1) else design
  n <- nrow(s); nu <- degf(s)
  shares <- svymean(~cell, s); V <- vcov(shares)
  say(name, n = n, degrees = nu, weighted = sum(weights(s)), kish = sum(weights(s))^2 / sum(weights(s)^2))
  for (k in seq_along(shares)) {
    p <- unname(coef(shares)[k]); own <- V[k, k]
    base <- p * (1 - p) / own * (qt(.025, n - 1) / qt(.025, nu))^2
    say(name, setNames(c(p, zero(own), own / (p * (1 - p) / (n - 1)), zero(V[k, 1])),
                       paste(c("share", "v", "deff", "v1"), k)))
    if (p > 0 && p < 1) {
      ci <- as.numeric(attr(svyciprop(as.formula(sprintf("~I(cell == '%d')", k - 1)), s, method = "beta"), "ci"))
      if (base < n) say(name, setNames(ci, paste(c("beta_low", "beta_high"), k)))
      say(name, setNames(c(min(base, n), wilson(p, min(base, n / (1 - fraction(design))))), paste(c("base", "wilson_low", "wilson_high"), k)))
    }
  }
  m <- svymean(~y, s, deff = "replace"); ci <- confint(m, df = nu)
  say(name, mean = unname(coef(m)), se = as.numeric(SE(m)), deff = as.numeric(deff(m)),
      low = ci[1], high = ci[2], sd = sqrt(as.numeric(svyvar(~y, s))))
  f <- svychisq(~row + column, s, statistic = "F"); x <- svychisq(~row + column, s, statistic = "Chisq")
  say(name, x2 = unname(x$statistic), f = unname(f$statistic), df1 = unname(f$parameter[1]),
      df2 = unname(f$parameter[2]), p = unname(f$p.value), first_p = unname(x$p.value))
}
design_of <- function(d, ...) svydesign(data = d, nest = TRUE, ...)
estimate("strata with fpc", strat, design_of(strat, ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~fpc), FALSE)
estimate("strata, domain", strat, design_of(strat, ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~fpc), TRUE)
estimate("weights only", strat, design_of(strat, ids = ~1, weights = ~weight), FALSE)
estimate("nothing", strat, suppressWarnings(design_of(strat, ids = ~1)), FALSE)
estimate("clusters with fpc", clus, design_of(clus, ids = ~cluster, weights = ~weight, fpc = ~fpc), FALSE)
estimate("clusters", clus, design_of(clus, ids = ~cluster, weights = ~weight), FALSE)
estimate("clusters, domain", clus, design_of(clus, ids = ~cluster, weights = ~weight), TRUE)
estimate("few clusters", two, design_of(two, ids = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~fpc), FALSE)
estimate("few clusters, domain", two, design_of(two, ids = ~cluster, strata = ~stratum, weights = ~weight), TRUE)
options(survey.lonely.psu = "certainty")
estimate("lonely, certainty", pupils, design_of(pupils, ids = ~cluster, strata = ~stratum, weights = ~weight), FALSE)
options(survey.lonely.psu = "adjust")
estimate("lonely, adjust", pupils, design_of(pupils, ids = ~cluster, strata = ~stratum, weights = ~weight), FALSE)

icc <- function(name, y, cluster) {
  a <- anova(aov(y ~ factor(cluster))); N <- length(y); size <- table(cluster)
  n0 <- (N - sum(size^2) / N) / (length(size) - 1)
  r <- (a[1, 3] - a[2, 3]) / (a[1, 3] + (n0 - 1) * a[2, 3])
  say(name, icc = r, size = n0, icc_deff = 1 + (n0 - 1) * r)
}
icc("clusters", clus$y, clus$cluster)
icc("few clusters", two$y, two$cluster)
