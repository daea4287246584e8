# Rank tests, trend and percentiles.
source("print.R")

written <- function(t) list(value = rep(row(t), t), group = rep(col(t), t))
tables <- list( # rows: values, columns: groups
  "ozone" = NULL, # numbers, from R's airquality
  "satisfaction" = by_row(3, 1, 3, 9, 4, 8, 2, 10, 7, 6, 3, 5, 12, 0, 2, 8),
  "two groups" = by_row(2, 12, 5, 20, 18, 9, 14, 4, 11),
  "untied" = by_row(2, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1),
  "far apart" = by_row(2, 300, 0, 0, 300))
air <- subset(airquality, !is.na(Ozone))
for (name in names(tables)) {
  d <- if (is.null(tables[[name]])) list(value = air$Ozone, group = air$Month - 4)
       else written(tables[[name]])
  k <- kruskal.test(d$value, d$group)
  kendall <- suppressWarnings(cor.test(d$value, d$group, method = "kendall", exact = FALSE))
  groups <- sort(unique(d$group)); j <- 0
  for (a in groups) for (b in groups[groups > a])
    j <- j + sum(outer(d$value[d$group == b], d$value[d$group == a], function(x, y) (x > y) + (x == y) / 2))
  say(name, kruskal = unname(k$statistic), df = unname(k$parameter), kruskal_p = k$p.value,
      j = j, j_z = unname(kendall$statistic), j_p = kendall$p.value)
  if (length(groups) == 2) {
    w <- suppressWarnings(wilcox.test(d$value[d$group == 1], d$value[d$group == 2], exact = FALSE, correct = FALSE))
    W <- unname(w$statistic); pairs <- prod(table(d$group))
    say(name, u = min(W, pairs - W), u_first = W, mw_p = w$p.value)
  }
}
say("ozone values", setNames(sort(unique(air$Ozone)), seq_along(unique(air$Ozone)))[1:3])

# smokers among patients, in R's help page; and with other scores.
smokers <- c(83, 90, 129, 70); patients <- c(86, 93, 136, 82)
for (s in list(1:4, c(0, 0, 1, 2))) {
  x <- prop.trend.test(smokers, patients, s)
  say(paste("smokers", paste(s, collapse = " ")), trend = unname(x$statistic), trend_p = x$p.value)
}

p <- c(0, .05, .1, .25, .5, .75, .9, .95, 1)
quantiles <- function(name, x) for (type in 6:7)
  say(name, setNames(quantile(x, p, type = type, names = FALSE), sprintf("type %d %g", type, p)))
quantiles("four", c(2, 3, 5, 11))
quantiles("one", 7)
quantiles("counted", rep(1:5, c(3, 0, 7, 4, 1)))
quantiles("sleep", sleep$extra)
