# Intervals of proportions, differences and means.
source("print.R")

for (case in list(c(0, 10), c(1, 10), c(2, 260), c(5, 12), c(10, 10), c(153, 153), c(0, 153),
                  c(81, 263), c(399, 400), c(12.75, 40.5), c(3, 1e6))) {
  x <- case[1]; n <- case[2]; z <- qnorm(.975)
  name <- sprintf("%g of %g", x, n)
  w <- if (x == round(x)) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int else {
    p <- x / n
    (p + z^2 / 2 / n + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / 4 / n^2)) / (1 + z^2 / n) }
  b <- c(if (x == 0) 0 else qbeta(.025, x, n - x + 1), if (x == n) 1 else qbeta(.975, x + 1, n - x))
  if (x == round(x)) stopifnot(all.equal(b, as.vector(binom.test(x, n)$conf.int)))
  m <- n + z^2; q <- (x + z^2 / 2) / m
  a <- q + c(-1, 1) * z * sqrt(q * (1 - q) / m)
  say(name, wilson_low = if (x == 0) 0 else w[1], wilson_high = if (x == n) 1 else w[2],
      clopper_pearson_low = b[1], clopper_pearson_high = b[2],
      agresti_coull_low = max(0, a[1]), agresti_coull_high = min(1, a[2]))
}

wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int
newcombe <- function(x1, n1, x2, n2) { # the article's table II, method 10
  p1 <- x1 / n1; p2 <- x2 / n2; a <- wilson(x1, n1); b <- wilson(x2, n2)
  c(low = p1 - p2 - sqrt((p1 - a[1])^2 + (b[2] - p2)^2),
    high = p1 - p2 + sqrt((a[2] - p1)^2 + (p2 - b[1])^2))
}
say("56 of 70, 48 of 80", newcombe(56, 70, 48, 80)) # .0524 to .3339
say("9 of 10, 3 of 10", newcombe(9, 10, 3, 10))     # .1705 to .8090
say("0 of 10, 0 of 20", newcombe(0, 10, 0, 20))     # -.1611 to .2775
say("10 of 10, 0 of 10", newcombe(10, 10, 0, 10))   # .6075 to 1

mean_of <- function(name, y) {
  t <- t.test(y)
  say(name, n = length(y), mean = mean(y), variance = var(y), se = sd(y) / sqrt(length(y)),
      low = t$conf.int[1], high = t$conf.int[2])
}
mean_of("sleep", sleep$extra)
mean_of("far from zero", 1000001:1000004)
mean_of("counted", rep(1:5, c(3, 0, 7, 4, 1)))
mean_of("two", c(2, 9))
w <- c(1, 2.5, .3, 1, 4)
say("weights", kish = sum(w)^2 / sum(w^2))
