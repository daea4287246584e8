# Reliability of scales: psych for alpha, factanal for the factor.
source("print.R")
suppressMessages(library(psych))

# factanal stops at about 1e-6. From its answer on: given the unique variances the loading
# is the first eigenvector, given the loadings the unique variances are what is left.
one_factor <- function(R) {
  f <- factanal(covmat = R, factors = 1); u <- f$uniquenesses
  for (i in 1:100000) {
    e <- eigen(R / sqrt(outer(u, u)), symmetric = TRUE)
    l <- sqrt(u) * e$vectors[, 1] * sqrt(e$values[1] - 1)
    new <- 1 - l^2
    if (max(abs(new - u)) < 1e-16) break
    u <- new
  }
  stopifnot(max(abs(u - f$uniquenesses)) < 1e-3)
  list(loading = l * sign(sum(l)), unique = u)
}
scale_of <- function(name, x) {
  x <- na.omit(as.matrix(x)); n <- nrow(x); k <- ncol(x); V <- cov(x)
  a <- suppressWarnings(suppressMessages(alpha(x, check.keys = FALSE, warnings = FALSE)))
  value <- a$total$raw_alpha
  stopifnot(all.equal(value, k / (k - 1) * (1 - sum(diag(V)) / sum(V))))
  ci <- unlist(alpha.ci(value, n, k)[c("lower.ci", "upper.ci")])
  say(name, n = n, mean = mean(rowSums(x)), sd = sd(rowSums(x)), alpha = value,
      standard = a$total$std.alpha, low = unname(ci[1]), high = unname(ci[2]))
  f <- if (k > 2) one_factor(cov2cor(V))
  if (k > 2) {
    s <- sqrt(diag(V)); c <- sum(f$loading * s)^2; cs <- sum(f$loading)^2
    say(name, omega = c / (c + sum(f$unique * s^2)), omega_standard = cs / (cs + sum(f$unique)))
  }
  for (j in 1:k) say(name, setNames(
    c(mean(x[, j]), sd(x[, j]), cor(x[, j], rowSums(x[, -j, drop = FALSE])),
      if (k > 2) a$alpha.drop$raw_alpha[j] else NA, if (k > 2) f$loading[j] else NA),
    paste(c("mean", "sd", "rest", "without", "loading"), j)))
}
scale_of("attitude", attitude)
x <- as.matrix(attitude); x[3, 2] <- NA; x[17, c(1, 7)] <- NA; x[30, 4] <- NA
scale_of("attitude, some missing", x)
scale_of("attitude, far from zero", as.matrix(attitude) + 1e6)
scale_of("attitude, one reversed", within(attitude, raises <- 100 - raises))
scale_of("two items", attitude[, c("rating", "complaints")])
