# What each publisher spends on functions, from the folder of a release: Rscript examples/read.R
# Needs nothing but R. Texts stay UTF-8 whatever the locale; the byte order mark for spreadsheets is taken off the first name.
dataset <- function(name) {
  rows <- read.csv(gzfile(paste0("csv/", name, ".csv.gz")), colClasses = "character", encoding = "UTF-8", check.names = FALSE)
  names(rows)[1] <- sub("^\ufeff", "", names(rows)[1])
  rows
}
functions <- dataset("functions") # one row a disclosure and function class: adding up is safe
yuan <- ifelse(functions$expenditure_yuan == "", functions$general_budget_yuan, functions$expenditure_yuan)
functions$yuan <- as.numeric(yuan) # for a quick look; Parquet keeps the exact decimals
both <- merge(functions, dataset("disclosures")[, c("disclosure_id", "publisher")], by = "disclosure_id")
spent <- aggregate(yuan ~ publisher, data = both, FUN = sum)
print(head(spent[order(-spent$yuan), ], 20), row.names = FALSE)
