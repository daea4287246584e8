# Raking: weights by survey's rake, run on until nothing moves; variance by calibrate,
# which uses the residuals. On the samples that design.R wrote.
source("print.R")
suppressMessages(library(survey))

describe <- function(name, w) say(name, smallest = min(w), largest = max(w),
  cv = sd(w) / mean(w), effective = sum(w)^2 / sum(w^2),
  setNames(w[1:25], paste("weight", 1:25)))

for (name in c("apistrat", "apiclus1")) {
  d <- read.csv(sprintf("design_%s.csv", name)); n <- nrow(d)
  d$kind <- if (name == "apistrat") d$stratum else d$column # E, H and M schools
  rows <- data.frame(row = 0:1, Freq = c(2100, 4094))
  kinds <- data.frame(kind = 0:2, Freq = c(4421, 755, 1018))
  d$answer <- (seq_len(n) * 7 + d$row + d$column) %% 3
  base <- svydesign(ids = if (name == "apistrat") ~1 else ~cluster, weights = ~weight, data = d,
                    strata = if (name == "apistrat") ~stratum)
  raked <- rake(base, list(~row, ~kind), list(rows, kinds),
                control = list(maxit = 10000, epsilon = 1e-11))
  describe(paste(name, "raked"), weights(raked))
  post <- postStratify(base, ~row, rows)
  describe(paste(name, "post-stratified"), weights(post))

  margins <- c(`(Intercept)` = 6194, `factor(row)1` = 4094,
               setNames(kinds$Freq[-1], paste0("factor(kind)", kinds$kind[-1])))
  cal <- calibrate(base, ~factor(row) + factor(kind), margins, calfun = "raking",
                   epsilon = 1e-13, maxit = 200)
  stopifnot(all.equal(weights(cal), weights(raked), tolerance = 1e-9, check.attributes = FALSE))
  say(paste(name, "raked"), total_se = as.numeric(SE(svytotal(~y, cal))),
      svychisq = unname(c(svychisq(~answer + column, cal)$statistic,
                          svychisq(~answer + column, cal)$parameter,
                          svychisq(~answer + column, cal)$p.value)),
      share_se = as.numeric(SE(svymean(~factor(answer), cal))),
      mean = unname(coef(svymean(~y, cal))), mean_se = as.numeric(SE(svymean(~y, cal))),
      fixed_se = as.numeric(SE(svymean(~y, update(base, y = y) |> (\(b) {
        b$prob <- 1 / weights(raked); b$postStrata <- NULL; b })()))))

  w <- d$weight; cap <- if (name == "apistrat") 1.4 else 1.6 # trimmed in every round, anesrake's way
  for (round in 1:100000) {
    old <- w
    for (m in list(list(d$row, rows$Freq), list(d$kind, kinds$Freq)))
      w <- w * (m[[2]] / tapply(w, m[[1]], sum))[as.character(m[[1]])]
    w <- pmin(w, cap * 6194 / n)
    if (max(abs(w / old - 1)) < 1e-15) break
  }
  miss <- max(abs(tapply(w, d$row, sum) / rows$Freq - 1), abs(tapply(w, d$kind, sum) / kinds$Freq - 1))
  describe(paste(name, "trimmed"), unname(w))
  say(paste(name, "trimmed"), trimmed = sum(w >= cap * 6194 / n * (1 - 1e-12)), miss = zero(ifelse(miss < 1e-9, 0, miss)))
}
