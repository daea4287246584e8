# Fisher's exact test. p from fisher.test; odds ratios solved to the last digit, because
# fisher.test stops its root search at 1e-4; and small tables counted one by one.
source("print.R")

conditional <- function(t, level = .95) { # as fisher.test, with another tolerance
  m <- sum(t[, 1]); n <- sum(t[, 2]); k <- sum(t[1, ]); x <- t[1, 1]
  lo <- max(0, k - n); hi <- min(k, m); s <- lo:hi
  density <- function(tilt) { d <- dhyper(s, m, n, k, log = TRUE) + tilt * s
    d <- exp(d - max(d)); d / sum(d) }
  solve <- function(f) exp(root(f, -60, 60))
  a <- (1 - level) / 2
  c(odds = if (x == lo) 0 else if (x == hi) Inf else solve(function(u) sum(s * density(u)) - x),
    low = if (x == lo) 0 else solve(function(u) sum(density(u)[s >= x]) - a),
    high = if (x == hi) Inf else solve(function(u) sum(density(u)[s <= x]) - a))
}
fourfold <- list(
  "tea tasting" = by_row(2, 3, 1, 1, 3), "tea all right" = by_row(2, 4, 0, 0, 4),
  "convictions" = by_row(2, 2, 15, 10, 3), "unequal" = by_row(2, 7, 12, 0, 5),
  "aspirin" = by_row(2, 189, 10845, 104, 10933), "region" = by_row(2, 238, 956, 247, 1059),
  "perfect" = by_row(2, 400, 0, 0, 400), "ties" = by_row(2, 10, 10, 10, 10))
for (name in names(fourfold)) {
  t <- fourfold[[name]]
  one_sided <- function(a) fisher.test(t, alternative = a, conf.int = FALSE)$p.value
  say(name, p = fisher.test(t)$p.value, less = one_sided("less"),
      greater = one_sided("greater"), conditional(t))
}

larger <- list(
  "job satisfaction" = by_row(4, 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11),
  "party" = by_row(3, 762, 327, 468, 484, 239, 477),
  "two by ten" = by_row(10, 3, 5, 8, 2, 9, 11, 0, 4, 6, 1, 7, 2, 5, 4, 9, 3, 6, 1, 0, 8),
  "sparse" = by_row(6, 2, 0, 1, 0, 0, 3, 1, 2, 0, 1, 0, 0, 0, 0, 3, 1, 2, 0, 0, 1, 0, 2, 0,
                    1, 2, 0, 0, 0, 1, 1),
  "skewed" = by_row(5, 40, 22, 3, 1, 0, 31, 25, 8, 2, 1, 12, 7, 0, 0, 1),
  "diagonal" = diag(c(9, 8, 7)))
for (name in names(larger))
  say(name, p = fisher.test(larger[[name]], workspace = 2e8)$p.value)

# Every table with these margins, cell by cell.
count_all <- function(t) {
  log_p <- function(t) -sum(lfactorial(t))
  ours <- log_p(t); as_unlikely <- 0; all <- 0
  columns_of <- function(left, total) # all ways to put `total` in the rows
    if (length(left) == 1) { if (total <= left) matrix(total) else matrix(0, 0, 1) }
    else do.call(rbind, lapply(0:min(left[1], total), function(n) {
      rest <- columns_of(left[-1], total - n); cbind(rep(n, nrow(rest)), rest) }))
  walk <- function(left, j, v) {
    if (j > ncol(t)) { all <<- all + exp(v)
      if (v <= ours + 1e-7) as_unlikely <<- as_unlikely + exp(v)
      return(invisible()) }
    w <- columns_of(left, sum(t[, j]))
    for (i in seq_len(nrow(w))) walk(left - w[i, ], j + 1, v - sum(lfactorial(w[i, ])))
  }
  walk(rowSums(t), 1, 0)
  as_unlikely / all
}
say("counted 3 x 3", p = count_all(by_row(3, 4, 1, 0, 2, 3, 2, 0, 1, 5)))
say("counted 4 x 3", p = count_all(by_row(3, 3, 0, 1, 0, 2, 1, 1, 1, 3, 0, 2, 0)))
say("counted, all equal", p = count_all(by_row(3, 2, 1, 1, 1, 2, 1, 1, 1, 2)))
