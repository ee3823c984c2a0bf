package resolvers_test

const editWhere = `mutation($c: CellChange!) { updateRowsWhere(input: {batchId: "Batch:1", change: $c}) { changed } }`

// badBulkChanges ask for changes of all rows that match, and are refused as a
// whole.
var badBulkChanges = []badInput{
	{
		"unknown column", editWhere, `{"c": {"column": "color", "operation": "SET", "value": 1}}`,
		invalid("change.column", "Rows of this type have no such column."),
	},
	{
		"column that can't be edited", editWhere, `{"c": {"column": "sku", "operation": "SET", "value": "X"}}`,
		invalid("change.column", "SKU can't be edited."),
	},
	{
		"value beyond the bounds for all", editWhere, `{"c": {"column": "quantity", "operation": "SET", "value": 1001}}`,
		invalid("change.value", "Labels must be at most 1000."),
	},
	{
		"calculating with texts", editWhere, `{"c": {"column": "size", "operation": "ADD", "value": 1}}`,
		invalid("change.operation", "Size has no numbers to calculate with."),
	},
	{
		"replacing in numbers", editWhere, `{"c": {"column": "quantity", "operation": "REPLACE", "find": "1", "value": "2"}}`,
		invalid("change.operation", "Labels has no texts to replace."),
	},
	{
		"a factor that is no number", editWhere, `{"c": {"column": "quantity", "operation": "MULTIPLY", "value": "much"}}`,
		invalid("change.value", "The value must be a number such as 12.50."),
	},
	{
		"a factor with many places", editWhere, `{"c": {"column": "quantity", "operation": "MULTIPLY", "value": "1.0000001"}}`,
		invalid("change.value", "The value can have at most 6 decimal places."),
	},
	{
		"rounding to nothing", editWhere, `{"c": {"column": "quantity", "operation": "ROUND", "value": 0}}`,
		invalid("change.value", "The step to round to must be greater than 0."),
	},
	{
		"replacing nothing", editWhere, `{"c": {"column": "size", "operation": "REPLACE", "find": "", "value": "x"}}`,
		invalid("change.find", "The text to find can't be empty."),
	},
	{
		"replacing without find", editWhere, `{"c": {"column": "size", "operation": "REPLACE", "value": "x"}}`,
		invalid("change.find", "Give the text to find for REPLACE, and only then."),
	},
	{
		"find without replacing", editWhere, `{"c": {"column": "size", "operation": "SET", "value": "x", "find": "y"}}`,
		invalid("change.find", "Give the text to find for REPLACE, and only then."),
	},
	{
		"rows that are none", `mutation { removeRowsWhere(input: {batchId: "Batch:1", where: {ids: ["Product:1"]}}) { changed } }`, "",
		invalid("where.ids", "This is not the id of a row."),
	},
	{
		"refreshing a complete batch", `mutation { refreshBatch(input: {id: "Batch:3"}) { changed } }`, "",
		conflict("Batch #00000003 can't be refreshed: its review is complete; reopen it first."),
	},
	{
		"refreshing rows of an executed batch", `mutation { refreshRows(input: {batchId: "Batch:2"}) { changed } }`, "",
		conflict("Batch #00000002 can't be refreshed: it has been executed and is frozen."),
	},
	{
		"a complete batch", `mutation { removeRowsWhere(input: {batchId: "Batch:3"}) { changed } }`, "",
		conflict("Batch #00000003 can't be edited: its review is complete; reopen it first."),
	},
}
