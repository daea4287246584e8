# Chi-square family: R's own chisq.test and vcd's assocstats; Mantel from cor().
source("print.R")
suppressMessages(library(vcd))

tables <- list(
  "physicians and aspirin" = by_row(2, 189, 10845, 104, 10933),
  "tea tasting" = by_row(2, 3, 1, 1, 3),
  "job satisfaction" = by_row(4, 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11),
  "party by gender" = by_row(3, 762, 327, 468, 484, 239, 477),
  "zero cells" = by_row(3, 0, 5, 2, 7, 0, 0),
  "weighted" = by_row(3, 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3),
  "perfect" = by_row(2, 400, 0, 0, 400),
  "extreme" = by_row(4, 100, 20, 10, 5, 10, 90, 80, 60),
  "independent" = by_row(2, 10, 20, 30, 60))

mantel <- function(t, u = seq_len(nrow(t)), v = seq_len(ncol(t))) {
  n <- sum(t); x <- u[row(t)]; y <- v[col(t)]
  mx <- sum(t * x) / n; my <- sum(t * y) / n
  r2 <- sum(t * (x - mx) * (y - my))^2 / (sum(t * (x - mx)^2) * sum(t * (y - my)^2))
  m2 <- (n - 1) * r2
  m2 <- zero(m2)
  c(linear = m2, linear_p = pchisq(m2, 1, lower.tail = FALSE))
}

for (name in names(tables)) {
  t <- tables[[name]]
  x <- suppressWarnings(chisq.test(t, correct = FALSE))
  g2 <- 2 * sum(ifelse(t > 0, t * log(t / x$expected), 0))
  a <- assocstats(t)
  say(name, pearson = zero(unname(x$statistic)), df = unname(x$parameter), pearson_p = x$p.value,
      likelihood = zero(g2), likelihood_p = pchisq(g2, x$parameter, lower.tail = FALSE),
      v = zero(a$cramer), contingency = zero(a$contingency), smallest = min(x$expected),
      below_5 = mean(x$expected < 5), mantel(t))
  if (all(dim(t) == 2)) {
    y <- suppressWarnings(chisq.test(t, correct = TRUE))
    say(name, yates = zero(unname(y$statistic)), yates_p = y$p.value,
        phi = zero(det(t)) / sqrt(prod(rowSums(t), colSums(t))))
  } else say(name, yates = NA, yates_p = NA, phi = sqrt(zero(unname(x$statistic)) / sum(t)))
  for (i in seq_len(nrow(t))) for (j in seq_len(ncol(t))) {
    at <- zero(c(x$expected[i, j], x$residuals[i, j], x$stdres[i, j]))
    names(at) <- sprintf(c("expected %d %d", "residual %d %d", "adjusted %d %d"), i, j)
    say(name, at)
  }
}
# Agresti (2002) 3.4.4: infant malformation by drinks, scores 0 .5 1.5 4 7.
malformation <- by_row(5, 17066, 14464, 788, 126, 37, 48, 38, 5, 1, 1)
say("malformation", mantel(malformation, 1:2, c(0, .5, 1.5, 4, 7)))
