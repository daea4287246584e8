# Shares from wave to wave: svyglm's slope with schools as clusters, and prop.trend.test.
# Writes its data as well: waves_pupils.csv, codes from 0.
source("print.R")
suppressMessages(library(survey))
set.seed(2026)
schools <- 8; size <- rpois(3 * schools, 12) + 4
school <- rep(rep(seq_len(schools), 3), size); wave <- rep(rep(0:2, each = schools), size)
n <- length(school); mood <- rnorm(schools)[school]
d <- data.frame(weight = round(runif(n, .5, 2), 3), school = school - 1, wave = wave,
                answer = as.integer(runif(n) < plogis(-.6 + .35 * wave + .6 * mood)))
d <- d[!(d$school == 7 & d$wave == 0), ]  # a school that came later
write.csv(d, "waves_pupils.csv", row.names = FALSE, quote = FALSE)
slope <- function(name, design, score) {
  design <- update(design, score = score(wave))
  design <- subset(design, !is.na(score))
  m <- svyglm(answer ~ score, design); nu <- degf(design)
  b <- unname(coef(m)["score"]); se <- unname(SE(m)["score"]); q <- qt(.975, nu)
  say(name, slope = b, se = se, degrees = nu, t = b / se, p = 2 * pt(-abs(b / se), nu),
      low = b - q * se, high = b + q * se)
}
last <- function(w) ifelse(w == 0, NA, w - 1)
plain <- svydesign(~school, data = d, weights = ~1)
weighted <- svydesign(~school, data = d, weights = ~weight)
slope("plain, two", plain, last); slope("plain, three", plain, identity)
slope("weighted, two", weighted, last); slope("weighted, three", weighted, identity)
slope("nobody together", svydesign(~1, data = d, weights = ~1), last)
x <- c(33, 51, 62); m <- c(80, 95, 88)
trend <- prop.trend.test(x, m, 0:2)
fit <- lm(p ~ s, data.frame(p = x / m, s = 0:2), weights = m)
say("shares", p = trend$p.value, slope = 100 * unname(coef(fit)["s"]))
two <- prop.test(x[2:3], m[2:3], correct = FALSE)
say("shares", change = 100 * (x[3] / m[3] - x[2] / m[2]), change_p = two$p.value)
