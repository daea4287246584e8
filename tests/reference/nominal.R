# Nominal measures with their ASE1, as IBM SPSS Algorithms (CROSSTABS) writes them: other
# formulas than our gradients, for the same numbers. DescTools differs where a cell is 0.
source("print.R")

tables <- list(
  "job satisfaction" = by_row(4, 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11),
  "party by gender" = by_row(3, 762, 327, 468, 484, 239, 477),
  "education by employment" = by_row(5, 0, 571, 65, 171, 34, 0, 412, 51, 137, 29, 44, 366,
                                     44, 145, 32, 34, 251, 22, 72, 20),
  "zero cells" = by_row(3, 0, 5, 2, 7, 0, 0),
  "perfect" = diag(c(4, 9, 2)),
  "weighted" = by_row(3, 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3))

lambda <- function(t) { # of columns given rows
  w <- sum(t); c <- colSums(t); modal <- which.max(c); best <- apply(t, 1, which.max)
  f <- apply(t, 1, max)
  list(over = sum(f) - max(c), under = w - max(c),
       here = outer(best, seq_len(ncol(t)), "=="), all = outer(rep(modal, nrow(t)), seq_len(ncol(t)), "=="),
       se = sqrt((w - sum(f)) * (sum(f) + max(c) - 2 * sum(f[best == modal])) / (w - max(c))^3))
}
tau <- function(t) {
  w <- sum(t); r <- rowSums(t); c <- colSums(t)
  d <- w^2 - sum(c^2); v <- w * sum(t^2 / r) - sum(c^2); value <- v / d
  p <- t / w; pr <- r / w; pc <- c / w
  a <- sum(p^2 / pr); b <- sum(pc^2)
  g <- ((2 * p / pr - rowSums(p^2) / pr^2) * (1 - b) - 2 * rep(pc, each = nrow(t)) * (1 - a)) / (1 - b)^2
  c(value, sqrt((sum(p * g^2) - sum(p * g)^2) / w))
}
h <- function(p) -sum(ifelse(p > 0, p * log(p), 0))
uncertainty <- function(t) {
  w <- sum(t); r <- rowSums(t); c <- colSums(t)
  hr <- h(r / w); hc <- h(c / w); hrc <- h(t / w)
  C <- rep(c, each = nrow(t)); R <- rep(r, ncol(t))
  s <- sum(ifelse(t > 0, t * (hc * log(t / R) + (hr - hrc) * log(C / w))^2, 0))
  sym <- sum(ifelse(t > 0, t * (hrc * log(R * C / w^2) - (hr + hc) * log(t / w))^2, 0))
  c((hr + hc - hrc) / hc, sqrt(s) / (w * hc^2),
    2 * (hr + hc - hrc) / (hr + hc), 2 * sqrt(sym) / (w * (hr + hc)^2))
}
for (name in names(tables)) {
  t <- tables[[name]]; w <- sum(t); a <- lambda(t); b <- lambda(t(t))
  sym <- (a$over + b$over) / (a$under + b$under)
  s <- sum(t * (a$here + t(b$here) - a$all - t(b$all) + sym * (a$all + t(b$all)))^2) - 4 * w * sym^2
  u <- uncertainty(t); v <- uncertainty(t(t))
  say(name, lambda_columns = zero(a$over / a$under), lambda_columns_se = zero(a$se),
      lambda_rows = zero(b$over / b$under), lambda_rows_se = zero(b$se),
      lambda_symmetric = zero(sym), lambda_symmetric_se = zero(sqrt(max(0, zero(s))) / (a$under + b$under)),
      tau_columns = tau(t)[1], tau_columns_se = zero(tau(t)[2]),
      tau_rows = tau(t(t))[1], tau_rows_se = zero(tau(t(t))[2]),
      uncertainty_columns = u[1], uncertainty_columns_se = zero(u[2]),
      uncertainty_rows = v[1], uncertainty_rows_se = zero(v[2]),
      uncertainty_symmetric = u[3], uncertainty_symmetric_se = zero(u[4]))
}

ratio <- function(name, x, v) say(name, value = x, log_se = sqrt(v),
  low = exp(log(x) - qnorm(.975) * sqrt(v)), high = exp(log(x) + qnorm(.975) * sqrt(v)))
ratio("aspirin odds", 189 * 10933 / (10845 * 104), sum(1 / c(189, 10845, 104, 10933)))
ratio("aspirin risk", (189 / 11034) / (104 / 11037), 1 / 189 - 1 / 11034 + 1 / 104 - 1 / 11037)
ratio("aspirin risk of none", (10845 / 11034) / (10933 / 11037),
      1 / 10845 - 1 / 11034 + 1 / 10933 - 1 / 11037)
ratio("zero with half", 3.5 * 5.5 / (.5 * 2.5), sum(1 / c(3.5, .5, 2.5, 5.5)))
