package resolvers_test

import "strings"

const resolve = `mutation($in: ResolveExceptionsInput!) { resolveExceptions(input: $in) { resolved } }`

// badExceptions are what can't be said or decided of exceptions.
var badExceptions = []badInput{
	{
		"huge first of exceptions", `{ job(id: "Job:7") { exceptions(first: 201) { totalCount } } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"search of exceptions too long", `query($s: String) { job(id: "Job:7") { exceptions(where: {search: $s}) { nodes { id } } } }`, `{"s": "` + strings.Repeat("x", 201) + `"}`,
		invalid("where.search", "The text is too long: at most 200 characters."),
	},
	{
		"deciding about nothing in particular", resolve, `{"in": {"jobId": "Job:7", "decision": "SKIP"}}`,
		invalid("where", "Say which exceptions: by their ids, or by conditions."),
	},
	{
		"deciding about none", resolve, `{"in": {"jobId": "Job:7", "ids": [], "decision": "SKIP"}}`,
		invalid("where.ids", "Name 1 to 1000 exceptions, or leave the ids out to mean all."),
	},
	{
		"deciding about 1,001", resolve, `{"in": {"jobId": "Job:7", "ids": ["Exception:7.1"` + strings.Repeat(`,"Exception:7.1"`, 1000) + `], "decision": "SKIP"}}`,
		invalid("where.ids", "Name 1 to 1000 exceptions, or leave the ids out to mean all."),
	},
	{
		"exceptions of another job", resolve, `{"in": {"jobId": "Job:7", "ids": ["Exception:8.1"], "decision": "SKIP"}}`,
		invalid("ids", "Give ids of exceptions of this job."),
	},
	{
		"what is no exception", resolve, `{"in": {"jobId": "Job:7", "ids": ["Chunk:7.1"], "decision": "SKIP"}}`,
		invalid("ids", "Give ids of exceptions of this job."),
	},
	{
		"unknown decision", resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "IGNORE"}}`,
		refusal{400, "INVALID", "in.decision", "The value does not have the type that is expected here."},
	},
	{
		"correction without values", resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "CORRECT"}}`,
		invalid("correction.size", "Size is required."),
	},
	{
		"correction of an unknown field", resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "CORRECT", "correction": {"size": "1 l", "color": "red"}}}`,
		invalid("correction", "There is an unknown key. Known are: size."),
	},
	{
		"correction that is no object", resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "CORRECT", "correction": "1 l"}}`,
		invalid("correction", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"correction with NUL", resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "CORRECT", "correction": {"size": "\u0000"}}}`,
		invalid("correction.size", "Size has a character that can't be stored (NUL)."),
	},
	{
		"accepting what can't be processed", resolve, `{"in": {"jobId": "Job:3", "where": {}, "decision": "ACCEPT"}}`,
		conflict("This application can't process items that were stored away. They can be skipped."),
	},
	{
		"deciding at a missing job", resolve, `{"in": {"jobId": "Job:99", "where": {}, "decision": "SKIP"}}`,
		refusal{200, "NOT_FOUND", "", "There is no such job."},
	},
	{
		"processing exceptions that nobody decided about", `mutation { processExceptions(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("No item of job 7 has been accepted or corrected. Resolve its exceptions first."),
	},
}
