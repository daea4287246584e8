# Agreement and matched tests.
source("print.R")
suppressMessages(library(vcd))

# --- Two coders: vcd has ASE1; the ASE0 in full, of Fleiss, Cohen and Everitt (1969).
two <- list(
  "diagnoses" = by_row(3, 53, 5, 2, 11, 14, 5, 1, 6, 3), # their example: .429, weighted
  "four steps" = by_row(4, 44, 5, 1, 0, 7, 20, 8, 3, 0, 9, 33, 5, 2, 1, 14, 17),
  "unused category" = by_row(3, 10, 0, 3, 0, 0, 0, 2, 0, 8),
  "paradox" = by_row(2, 118, 5, 2, 0))
for (name in names(two)) {
  t <- two[[name]]; k <- nrow(t); n <- sum(t); p <- t / n; r <- rowSums(p); c <- colSums(p)
  apart <- abs(row(t) - col(t)) / (k - 1)
  weights <- list(equal = diag(k), linear = 1 - apart, quadratic = 1 - apart^2)
  for (w in names(weights)) {
    W <- weights[[w]]; e <- outer(r, c); po <- sum(W * p); pe <- sum(W * e)
    value <- (po - pe) / (1 - pe)
    mean <- outer(c(W %*% c), c(t(W) %*% r), "+")
    se <- sqrt(sum(p * (W - mean * (1 - value))^2) - (value - pe * (1 - value))^2) / (1 - pe) / sqrt(n)
    null <- sqrt(sum(e * (W - mean)^2) - pe^2) / (1 - pe) / sqrt(n)
    if (name != "unused category") {
      v <- Kappa(t, weights = if (w == "quadratic") "Fleiss-Cohen" else "Equal-Spacing")
      v <- if (w == "equal") v$Unweighted else v$Weighted
      stopifnot(all.equal(unname(v), c(value, se)))
    }
    say(paste(name, w), agreement = po, value = value, se = se, null_se = null,
        z = value / null, p = 2 * pnorm(-abs(value / null)))
  }
}

# --- Any number of coders, from the ratings themselves, one pair of coders at a time.
coders <- function(name, ratings, k) { # a row per unit, NA where a coder gave no code
  n <- t(apply(ratings, 1, function(u) tabulate(u, k)))
  m <- rowSums(n); q <- colMeans(n[m > 0, ] / m[m > 0])
  two <- n[m >= 2, ]; m2 <- m[m >= 2]
  a <- mean(rowSums(two * (two - 1)) / (m2 * (m2 - 1)))
  o <- matrix(0, k, k)
  for (u in which(m >= 2)) { x <- na.omit(ratings[u, ])
    for (i in seq_along(x)) for (j in seq_along(x)) if (i != j)
      o[x[i], x[j]] <- o[x[i], x[j]] + 1 / (length(x) - 1) }
  nc <- rowSums(o); total <- sum(nc)
  ordinal <- outer(1:k, 1:k, Vectorize(function(c, d) sum(nc[c:d]) - (nc[c] + nc[d]) / 2))
  alpha <- function(d2) 1 - (total - 1) * sum(o * d2) / sum(outer(nc, nc) * d2)
  say(name, units = nrow(two), codes = total, agreement = a,
      fleiss = (a - sum(q^2)) / (1 - sum(q^2)),
      ac1 = { e <- sum(q * (1 - q)) / (k - 1); (a - e) / (1 - e) },
      alpha_nominal = alpha(1 - diag(k)), alpha_ordinal = alpha(ordinal^2),
      alpha_interval = alpha(outer(1:k, 1:k, "-")^2))
}
# Krippendorff's four observers and twelve units: .743, .815, .849.
x <- NA
coders("krippendorff", cbind(c(1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x), c(1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3),
                             c(x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x), c(1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x)), 5)
spread <- function(counts) t(apply(counts, 1, function(n) rep(seq_along(n), n)))
# Fourteen raters, ten units, five categories: .210.
coders("fourteen raters", spread(by_row(5, 0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9,
  2, 0, 2, 2, 8, 1, 1, 7, 7, 0, 0, 0, 3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7)), 5)

# --- Matched
for (case in list(c(30, 12, 40, 18), c(794, 86, 150, 570), c(5, 3, 3, 9), c(20, 0, 9, 4))) {
  t <- by_row(2, case); b <- t[1, 2]; c <- t[2, 1]
  plain <- mcnemar.test(t, correct = FALSE); corrected <- mcnemar.test(t)
  say(paste("mcnemar", b, c), plain = unname(plain$statistic), plain_p = plain$p.value,
      corrected = unname(corrected$statistic), corrected_p = corrected$p.value,
      exact = binom.test(b, b + c)$p.value)
}
drugs <- by_row(3, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1,
                1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1)
k <- ncol(drugs); G <- colSums(drugs); L <- rowSums(drugs)
Q <- (k - 1) * (k * sum(G^2) - sum(G)^2) / (k * sum(L) - sum(L^2))
# the same as a sum of squares between questions
f <- (k - 1) * sum((G - mean(G))^2) * k / sum(L * (k - L))
stopifnot(all.equal(Q, f))
say("cochran", q = Q, df = k - 1, p = pchisq(Q, k - 1, lower.tail = FALSE))

m <- function(correct) mantelhaen.test(UCBAdmissions, correct = correct)
say("berkeley", plain = unname(m(FALSE)$statistic), plain_p = m(FALSE)$p.value,
    corrected = unname(m(TRUE)$statistic), corrected_p = m(TRUE)$p.value,
    odds = unname(m(TRUE)$estimate), low = m(TRUE)$conf.int[1], high = m(TRUE)$conf.int[2])
