# Ratios and difference of a 2 x 2 table in a design: svycontrast's delta method, with t of
# the design's degrees. On the samples that design.R wrote.
source("print.R")
suppressMessages(library(survey))

measures <- list( # p, q in the first row, r, s in the second
  odds = quote(log(p) - log(q) - log(r) + log(s)),
  risk1 = quote(log(p / (p + q)) - log(r / (r + s))),
  risk2 = quote(log(q / (p + q)) - log(s / (r + s))),
  difference = quote(100 * (p / (p + q) - r / (r + s))))
fourfold <- function(name, design) {
  design$variables$cell <- factor(2 * design$variables$row + design$variables$domain, levels = 0:3)
  shares <- svymean(~cell, design); q <- qt(.975, degf(design))
  names(shares) <- c("p", "q", "r", "s")
  dimnames(attr(shares, "var")) <- list(names(shares), names(shares))
  for (m in names(measures)) {
    x <- svycontrast(shares, measures[[m]]); v <- unname(coef(x)); s <- as.numeric(SE(x))
    f <- if (m == "difference") identity else exp
    say(name, setNames(c(f(v), if (m == "difference") s else exp(v) * s, f(v - q * s), f(v + q * s)),
                       paste(m, c("value", "se", "low", "high"))))
  }
}
read <- function(name) read.csv(sprintf("design_%s.csv", name))
strat <- read("apistrat"); clus <- read("apiclus1")
fourfold("weights only", svydesign(~1, weights = ~weight, data = strat))
fourfold("strata with fpc", svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = strat))
fourfold("clusters", svydesign(~cluster, weights = ~weight, data = clus))
