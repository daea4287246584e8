# Ordinal measures with ASE1 and the T of ASE0, in the formulas of IBM SPSS Algorithms
# (CROSSTABS); pairs counted one cell at a time. Spearman and Kendall from cor.test.
source("print.R")

tables <- list(
  "income and job satisfaction" = by_row(4, 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11),
  "education by employment" = by_row(5, 0, 571, 65, 171, 34, 0, 412, 51, 137, 29, 44, 366,
                                     44, 145, 32, 34, 251, 22, 72, 20),
  "two by two" = by_row(2, 238, 956, 247, 1059),
  "downward" = by_row(3, 1, 4, 9, 3, 8, 2, 12, 3, 0),
  "perfect" = diag(c(4, 9, 2)),
  "zero cells" = by_row(3, 0, 5, 2, 7, 0, 0),
  "weighted" = by_row(3, 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3))

for (name in names(tables)) {
  t <- tables[[name]]; I <- nrow(t); J <- ncol(t); w <- sum(t)
  C <- D <- t * 0
  for (i in 1:I) for (j in 1:J) {
    C[i, j] <- sum(t[row(t) < i & col(t) < j]) + sum(t[row(t) > i & col(t) > j])
    D[i, j] <- sum(t[row(t) < i & col(t) > j]) + sum(t[row(t) > i & col(t) < j])
  }
  P <- sum(t * C); Q <- sum(t * D); r <- rowSums(t); c <- colSums(t)
  Dr <- w^2 - sum(r^2); Dc <- w^2 - sum(c^2); q <- min(I, J)
  S0 <- sqrt(zero(sum(t * (C - D)^2) - (P - Q)^2 / w))
  tb <- (P - Q) / sqrt(Dr * Dc)
  v <- outer(r * Dc, c * Dr, "+")
  somers <- function(t, C, D, P, Q) { r <- rowSums(t); Dr <- w^2 - sum(r^2)
    2 / Dr^2 * sqrt(sum(t * (Dr * (C - D) - (P - Q) * (w - r))^2)) }
  tb_se <- sqrt(zero(sum(t * (2 * sqrt(Dr * Dc) * (C - D) + tb * v)^2) - w^3 * tb^2 * (Dr + Dc)^2)) / (Dr * Dc)
  say(name, concordant = P / 2, discordant = Q / 2,
      gamma = (P - Q) / (P + Q), gamma_se = 4 / (P + Q)^2 * sqrt(sum(t * (Q * C - P * D)^2)),
      tau_b = tb, tau_b_se = zero(tb_se),
      tau_c = q * (P - Q) / (w^2 * (q - 1)), tau_c_se = 2 * q * S0 / ((q - 1) * w^2),
      somers_columns = (P - Q) / Dr, somers_columns_se = zero(somers(t, C, D, P, Q)),
      somers_rows = (P - Q) / Dc, somers_rows_se = zero(somers(t(t), t(C), t(D), P, Q)),
      somers_symmetric = (P - Q) / ((Dr + Dc) / 2),
      somers_symmetric_se = zero({ M <- (Dr + Dc) / 2
        sqrt(sum(t * (2 * (C - D) * M - (P - Q) * outer(w - r, w - c, "+"))^2)) / M^2 }),
      t = if (S0 > 0) (P - Q) / (2 * S0) else NA,
      p = if (S0 > 0) 2 * pnorm(-abs((P - Q) / (2 * S0))) else NA)
  # No other program prints an se for the symmetric d: compare with a slope by steps.
  d <- function(t) { P <- Q <- 0; w <- sum(t)
    for (i in 1:I) for (j in 1:J) {
      P <- P + t[i, j] * 2 * sum(t[row(t) > i & col(t) > j])
      Q <- Q + t[i, j] * 2 * sum(t[row(t) > i & col(t) < j]) }
    2 * (P - Q) / (2 * w^2 - sum(rowSums(t)^2) - sum(colSums(t)^2)) }
  step <- w * 1e-5
  slope <- sapply(seq_along(t), function(k) {
    up <- down <- t; up[k] <- t[k] + step; down[k] <- t[k] - step; (d(up) - d(down)) / (2 * step) })
  M <- (Dr + Dc) / 2
  se <- sqrt(sum(t * (2 * (C - D) * M - (P - Q) * outer(w - r, w - c, "+"))^2)) / M^2
  stopifnot(abs(sqrt(sum(t * slope^2)) - se) < 1e-6)
  if (all(t == round(t))) {
    x <- rep(row(t), t); y <- rep(col(t), t)
    s <- suppressWarnings(cor.test(x, y, method = "spearman", exact = FALSE))
    rho <- unname(s$estimate)
    k <- suppressWarnings(cor.test(x, y, method = "kendall", exact = FALSE))
    stopifnot(all.equal(unname(k$estimate), tb))
    say(name, spearman = rho, spearman_p = if (abs(rho) < 1 - 1e-12) s$p.value else NA)
  } else {
    mid <- function(n) cumsum(n) - n / 2
    rho <- cov.wt(cbind(mid(r)[row(t)], mid(c)[col(t)]), c(t), cor = TRUE)$cor[1, 2]
    say(name, spearman = rho,
        spearman_p = 2 * pt(-abs(rho) * sqrt((w - 2) / (1 - rho^2)), w - 2))
  }
}
