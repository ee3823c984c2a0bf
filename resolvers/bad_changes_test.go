package resolvers_test

import "strings"

const editRows = `mutation($in: UpdateRowsInput!) { updateRows(input: $in) { rows { id } rejected { id } } }`

// badChanges ask for changes that a batch, a job or a session does not allow.
var badChanges = []badInput{
	{
		"stale version of a batch", `mutation { updateBatch(input: {id: "Batch:1", version: 1, notes: "x"}) { batch { id } } }`, "",
		refusal{200, "CONFLICT", "version", "Somebody else has changed this batch. Look at it again before you change it."},
	},
	{
		"notes too long", `mutation($n: String) { updateBatch(input: {id: "Batch:1", version: 3, notes: $n}) { batch { id } } }`, `{"n": "` + strings.Repeat("n", 10001) + `"}`,
		invalid("notes", "The notes can have at most 10,000 characters."),
	},
	{
		"NUL in notes", `mutation { updateBatch(input: {id: "Batch:1", version: 3, notes: "\u0000"}) { batch { id } } }`, "",
		invalid("notes", "The text has a character that can't be stored (NUL)."),
	},
	{
		"new description too long", `mutation($n: String) { updateBatch(input: {id: "Batch:1", version: 3, description: $n}) { batch { id } } }`, `{"n": "` + strings.Repeat("n", 201) + `"}`,
		invalid("description", "The description can have at most 200 characters."),
	},
	{
		"editing an executed batch", editRows, `{"in": {"batchId": "Batch:2", "rows": [{"id": "Row:2.1", "version": 1, "values": {"quantity": 1}}]}}`,
		conflict("Batch #00000002 can't be edited: it has been executed and is frozen."),
	},
	{
		"renaming an executed batch", `mutation { updateBatch(input: {id: "Batch:2", version: 7, notes: "x"}) { batch { id } } }`, "",
		conflict("Batch #00000002 can't be changed: it has been executed and is frozen."),
	},
	{
		"editing a complete batch", editRows, `{"in": {"batchId": "Batch:3", "rows": [{"id": "Row:3.1", "version": 1, "values": {"quantity": 1}}]}}`,
		conflict("Batch #00000003 can't be edited: its review is complete; reopen it first."),
	},
	{
		"removing rows of a complete batch", `mutation { removeRows(input: {batchId: "Batch:3", ids: ["Row:3.1"]}) { rows { id } } }`, "",
		conflict("Batch #00000003 can't be edited: its review is complete; reopen it first."),
	},
	{
		"completing a complete batch", `mutation { markBatchComplete(input: {id: "Batch:3"}) { batch { id } } }`, "",
		conflict("Batch #00000003 can't be marked complete: it is complete already."),
	},
	{
		"reopening an open batch", `mutation { reopenBatch(input: {id: "Batch:1"}) { batch { id } } }`, "",
		conflict("Batch #00000001 can't be reopened: it is open already."),
	},
	{
		"executing an open batch", `mutation { executeBatch(input: {id: "Batch:1"}) { batch { id } } }`, "",
		conflict("Batch #00000001 can't be executed: it is under review; mark it complete first."),
	},
	{
		"executing with options that are no object", `mutation { executeBatch(input: {id: "Batch:3", options: [1]}) { batch { id } } }`, "",
		invalid("options", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"executing with an unknown option", `mutation { executeBatch(input: {id: "Batch:3", options: {last: 1}}) { batch { id } } }`, "",
		invalid("options", "There is an unknown key. Known are: first."),
	},
	{
		"executing with a wrong option", `mutation { executeBatch(input: {id: "Batch:3", options: {first: "one"}}) { batch { id } } }`, "",
		invalid("options.first", "First free label on the sheet must be a whole number."),
	},
	{
		"executing many with options that are no object", `mutation { executeBatches(input: {where: {}, options: 1}) { done } }`, "",
		invalid("options", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"executing an executed batch", `mutation { executeBatch(input: {id: "Batch:2"}) { batch { id } } }`, "",
		conflict("Batch #00000002 can't be executed: it has been executed and is frozen."),
	},
	{
		"executing rows with errors", `mutation { executeBatch(input: {id: "Batch:4"}) { batch { id } } }`, "",
		conflict("Batch #00000004 can't be executed: 1 row: No new price. The rule gives no price here, because the price or the cost is missing. Enter a new price, or remove the row."),
	},
	{
		"undoing an open batch", `mutation { undoBatch(input: {id: "Batch:1"}) { batch { id } } }`, "",
		conflict("Batch #00000001 can't be undone: it has not been executed."),
	},
	{
		"undoing labels", `mutation { undoBatch(input: {id: "Batch:2"}) { batch { id } } }`, "",
		conflict("Batches of the type Labels can't be undone: what they do can't be taken back."),
	},
	{
		"deleting an executed batch", `mutation { deleteBatch(input: {id: "Batch:2"}) { deletedId } }`, "",
		conflict("Batch #00000002 can't be deleted: it has been executed and is frozen."),
	},
	{
		"no rows", editRows, `{"in": {"batchId": "Batch:1", "rows": []}}`,
		invalid("rows", "Give 1 to 1,000 rows at once."),
	},
	{
		"1,001 rows", editRows, `{"in": {"batchId": "Batch:1", "rows": [` + strings.Repeat(`{"id": "Row:1.1", "version": 1, "values": {}},`, 1000) + `{"id": "Row:1.1", "version": 1, "values": {}}]}}`,
		invalid("rows", "Give 1 to 1,000 rows at once."),
	},
	{
		"1,001 rows to remove", `mutation($ids: [ID!]!) { removeRows(input: {batchId: "Batch:1", ids: $ids}) { rows { id } } }`, `{"ids": ["Row:1.1"` + strings.Repeat(`,"Row:1.1"`, 1000) + `]}`,
		invalid("rows", "Give 1 to 1,000 rows at once."),
	},
	{
		"null among rows", editRows, `{"in": {"batchId": "Batch:1", "rows": [null]}}`,
		refusal{400, "INVALID", "in.rows", "A value is required here."},
	},
	{
		"values that are no object", editRows, `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": "quantity=1"}]}}`,
		invalid("rows.0.values", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"row without version", editRows, `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "values": {}}]}}`,
		refusal{400, "INVALID", "in.rows.version", "A value is required here."},
	},
	{
		"canceling a job that has ended", `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`, "",
		conflict("Job 1 can't be canceled: it has finished; there is nothing to cancel."),
	},
	{
		"canceling a missing job", `mutation { cancelJob(input: {id: "Job:99"}) { job { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such job."},
	},
	{
		"signing in with nothing", `mutation { signIn(input: {}) { viewer { id } } }`, "",
		invalid("input", "Give login and password, or the token of a sign-in link."),
	},
	{
		"signing in with a bad link", `mutation { signIn(input: {linkToken: "abc"}) { viewer { id } } }`, "",
		refusal{200, "UNAUTHENTICATED", "input.linkToken", "This sign-in link can't be used any more: it works once, for 24 hours, and only until a newer one is made. Make a new one with: sluice sign-in-link"},
	},
	{
		"signing in with NUL", `mutation { signIn(input: {login: "\u0000", password: "\u0000"}) { viewer { id } } }`, "",
		invalid("login", "The text has a character that can't be stored (NUL)."),
	},
}
