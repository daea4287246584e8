# Column letters: pairs of prop.test, exact pairs of fisher.test, families of p.adjust.
source("print.R")

row <- function(name, hits, base, overlap = diag(0, length(hits))) {
  pairs <- combn(length(hits), 2); p <- z <- numeric(ncol(pairs))
  for (i in seq_len(ncol(pairs))) {
    a <- pairs[1, i]; b <- pairs[2, i]; both <- overlap[a, b]
    extreme <- any(hits[c(a, b)] == 0 | hits[c(a, b)] == base[c(a, b)])
    pooled <- sum(hits[c(a, b)]) / sum(base[c(a, b)])
    few <- both == 0 && min(pooled, 1 - pooled) * min(base[c(a, b)]) < 5
    if (extreme || few) {
      z[i] <- NA
      p[i] <- if (both > 0) NA else fisher.test(rbind(hits[c(a, b)], base[c(a, b)] - hits[c(a, b)]))$p.value
    } else {
      z[i] <- (hits[a] / base[a] - hits[b] / base[b]) /
        sqrt(pooled * (1 - pooled) * (1 / base[a] + 1 / base[b] - 2 * both / base[a] / base[b]))
      p[i] <- 2 * pnorm(-abs(z[i]))
      if (both == 0 && all(hits == round(hits))) {
        x <- suppressWarnings(prop.test(hits[c(a, b)], base[c(a, b)], correct = FALSE))
        stopifnot(all.equal(x$p.value, p[i]))
      }
    }
    say(name, setNames(c(z[i], p[i]), paste(c("z", "p"), a, b)))
  }
  for (m in c("bonferroni", "holm", "BH", "none")) say(name,
    setNames(p.adjust(p, m), paste(m, pairs[1, ], pairs[2, ])))
}
row("four columns", c(40, 62, 55, 21), c(100, 120, 80, 90))
row("zero and all", c(0, 30, 45, 40), c(50, 60, 45, 100))
row("effective", c(18.25, 40.5, 33.125), c(61.75, 80.2, 90.4))
overlap <- rbind(c(0, 25, 10), c(25, 0, 40), c(10, 40, 0))
row("overlap", c(40, 62, 30), c(100, 120, 80), overlap)
row("overlap with zero", c(0, 62, 30), c(100, 120, 80), overlap)
row("extreme", c(1900, 100), c(2000, 2000))
row("few", c(1, 9, 30), c(34, 36, 200))
