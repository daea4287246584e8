# A part against the whole: the test against the rest, and p of many adjusted together.
source("print.R")
x <- c(45, 80, 12, 160, 33); n <- c(150, 160, 60, 420, 31 + 40)
X <- sum(x); N <- sum(n); p <- numeric(5)
for (i in seq_along(x)) {
  rest <- c(X - x[i], N - n[i])
  test <- prop.test(c(x[i], rest[1]), c(n[i], rest[2]), correct = FALSE)
  p[i] <- test$p.value
  d <- x[i] / n[i] - X / N
  say(paste("part", i), difference = d, p = p[i],
      z = d / sqrt(X / N * (1 - X / N) * (1 / n[i] - 1 / N)))
}
say("all", setNames(p.adjust(p, "BH"), paste("adjusted", seq_along(p))))
half <- qnorm(c(.975, .999)) * sqrt(.4 * .6 / 150)
say("limits", low = .4 - half[1], high = .4 + half[1], lowest = .4 - half[2], highest = .4 + half[2])
