package resolvers_test

import "strings"

// badChunks ask for chunks and results that can't be listed or processed.
var badChunks = []badInput{
	{
		"huge first of chunks", `{ job(id: "Job:7") { chunks(first: 10001) { totalCount } } }`, "",
		invalid("first", "Ask for 1 to 10000 items a page."),
	},
	{
		"no numbers of chunks", `{ job(id: "Job:7") { chunks(where: {numbers: []}) { nodes { id } } } }`, "",
		invalid("where.numbers", "Name 1 to 10000 chunks, or leave the numbers out to mean all."),
	},
	{
		"too many numbers of chunks", `mutation($n: [Int!]) { processChunks(input: {id: "Job:8", where: {numbers: $n}}) { job { id } } }`,
		`{"n": [1` + strings.Repeat(",1", 10000) + `]}`,
		invalid("where.numbers", "Name 1 to 10000 chunks, or leave the numbers out to mean all."),
	},
	{
		"cursor of another list for chunks", `{ job(id: "Job:7") { chunks(after: "Cursor:{\"o\":\"ID+\",\"k\":1}") { nodes { id } } } }`, "",
		invalid("after", "The cursor belongs to another order of the list. Start from the first page."),
	},
	{
		"program that is too long", `query($p: String) { job(id: "Job:7") { chunks(where: {program: {eq: $p}}) { nodes { id } } } }`, `{"p": "` + strings.Repeat("0", 201) + `"}`,
		invalid("where.program", "The text is too long: at most 200 characters."),
	},
	{
		"figures of no chunks", `{ job(id: "Job:7") { dagStatistics(where: {numbers: []}) { chunks } } }`, "",
		invalid("where.numbers", "Name 1 to 10000 chunks, or leave the numbers out to mean all."),
	},
	{
		"processing chunks that are done", `mutation { processChunks(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("Job 7 can't be processed further: it has finished; all its chunks are done."),
	},
	{
		"retrying where nothing failed", `mutation { retryChunks(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("Job 7 can't be processed further: it has finished; all its chunks are done."),
	},
	{
		"reprocessing what another program did", `mutation { reprocessChunks(input: {id: "Job:7", where: {program: {eq: "another"}}}) { job { id } } }`, "",
		conflict("Job 7 has no such chunk to process."),
	},
	{
		"reprocessing before the start", `mutation { reprocessChunks(input: {id: "Job:8"}) { job { id } } }`, "",
		conflict("Job 8 can't be processed again: it has not been started yet."),
	},
	{
		"processing chunks of a batch's job", `mutation { reprocessChunks(input: {id: "Job:3"}) { job { id } } }`, "",
		conflict("Job 3 belongs to a batch; go there for this."),
	},
	{
		"huge first of results", `{ job(id: "Job:7") { results(first: 201) { totalCount } } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"forged cursor of results", `{ job(id: "Job:7") { results(after: "Cursor:{\"o\":\"CHUNK+\",\"v\":\"x\",\"k\":1}") { nodes { chunk } } } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
}
