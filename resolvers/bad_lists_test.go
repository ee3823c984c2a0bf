package resolvers_test

import "strings"

const (
	productsWhere = `query($w: ProductFilter) { products(where: $w) { totalCount } }`
	productsBy    = `query($o: ProductOrder) { products(orderBy: $o) { totalCount } }`
	batchesWhere  = `query($w: BatchFilter) { batches(where: $w) { totalCount } }`
)

// badLists ask for lists that can't be.
var badLists = []badInput{
	{
		"unknown filter field", `{ products(where: {color: {eq: "red"}}) { totalCount } }`, "",
		refusal{400, "INVALID", "", "A value does not have the type that is expected in its place."},
	},
	{
		"unknown filter field in a variable", productsWhere, `{"w": {"color": {"eq": "red"}}}`,
		refusal{400, "INVALID", "w", "An input object has a field that does not exist in its type."},
	},
	{
		"unknown operator in a variable", productsWhere, `{"w": {"price": {"near": "1"}}}`,
		refusal{400, "INVALID", "w.price", "An input object has a field that does not exist in its type."},
	},
	{
		"wrong enum", `{ products(orderBy: {field: COLOR}) { totalCount } }`, "",
		refusal{400, "INVALID", "", "A value does not have the type that is expected in its place."},
	},
	{
		"wrong enum in a variable", productsBy, `{"o": {"field": "COLOR"}}`,
		refusal{400, "INVALID", "o.field", "The value does not have the type that is expected here."},
	},
	{
		"enum as a number", productsBy, `{"o": {"field": 7}}`,
		refusal{400, "INVALID", "o.field", "The value does not have the type that is expected here."},
	},
	{
		"wrong state", batchesWhere, `{"w": {"state": ["DONE"]}}`,
		refusal{400, "INVALID", "w.state", "The value does not have the type that is expected here."},
	},
	{
		"filter 10 deep", productsWhere, `{"w": ` + strings.Repeat(`{"not":`, 10) + `{}` + strings.Repeat(`}`, 10) + `}`,
		refusal{200, "LIMIT", "where.not.not.not.not.not.not", "The filter is too large: nest at most 5 deep, with at most 100 conditions."},
	},
	{
		"filter with 101 conditions", productsWhere, `{"w": {"or": [` + strings.Repeat(`{"active":{"eq":true}},`, 100) + `{}]}}`,
		refusal{200, "LIMIT", "where.or.99", "The filter is too large: nest at most 5 deep, with at most 100 conditions."},
	},
	{
		"filter list of 1,001", productsWhere, `{"w": {"sku": {"in": ["0"` + strings.Repeat(`,"1"`, 1000) + `]}}}`,
		invalid("where.sku", "The list is too long: at most 1000 values."),
	},
	{
		"text where a decimal belongs", `{ products(where: {price: {gt: "cheap"}}) { totalCount } }`, "",
		invalid("where.price.gt", `This is not a decimal number such as "12.50".`),
	},
	{
		"decimal with an exponent", `{ products(where: {price: {gt: 1e999}}) { totalCount } }`, "",
		refusal{400, "INVALID", "", "A value does not have the type that is expected in its place."},
	},
	{
		"decimal with an exponent in a variable", productsWhere, `{"w": {"price": {"gt": 1e999}}}`,
		invalid("where.price.gt", `This is not a decimal number such as "12.50".`),
	},
	{
		"decimal with 100 digits", productsWhere, `{"w": {"price": {"gt": "` + strings.Repeat("9", 100) + `"}}}`,
		invalid("where.price.gt", "This number is too long: at most 40 digits."),
	},
	{
		"true where a decimal belongs", productsWhere, `{"w": {"price": {"gt": true}}}`,
		invalid("where.price.gt", `This is not a decimal number such as "12.50".`),
	},
	{
		"number where a text belongs", productsWhere, `{"w": {"search": 12}}`,
		invalid("where.search", "This must be a text."),
	},
	{
		"text where a yes or no belongs", `{ products(where: {active: {eq: "yes"}}) { totalCount } }`, "",
		refusal{400, "INVALID", "", "A value does not have the type that is expected in its place."},
	},
	{
		"no time", batchesWhere, `{"w": {"createdAt": {"gte": "yesterday"}}}`,
		invalid("where.createdAt.gte", `This is not a time such as "2026-01-31T12:00:00Z".`),
	},
	{
		"time out of range", `{ batches(where: {createdAt: {lt: "0000-01-01T00:00:00Z"}}) { totalCount } }`, "",
		invalid("where.createdAt.lt", `This is not a time such as "2026-01-31T12:00:00Z".`),
	},
	{
		"search too long", productsWhere, `{"w": {"search": "` + strings.Repeat("ä", 201) + `"}}`,
		invalid("where.search", "The text is too long: at most 200 characters."),
	},
	{
		"search of 11 words", `{ products(where: {search: "a b c d e f g h i j k"}) { totalCount } }`, "",
		invalid("where.search", "Search for at most 10 words at once."),
	},
	{
		"NUL in a search", `{ products(where: {search: "a\u0000b"}) { totalCount } }`, "",
		invalid("where.search", "The text has a character that can't be stored (NUL)."),
	},
	{
		"NUL in a filter of jobs", `{ jobs(where: {application: {eq: "\u0000"}}) { totalCount } }`, "",
		invalid("where.application.eq", "The text has a character that can't be stored (NUL)."),
	},
	{
		"huge first", `{ products(first: 100000) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"first beyond 32 bits", `{ products(first: 99999999999) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"first: 0", `{ products(first: 0) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"negative first", `{ batches(first: -1) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"huge first of jobs", `{ jobs(first: 201) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"huge first of a history", `{ batch(id: "Batch:1") { history(first: 201) { kind } } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"first: 0 of a row's history", `{ batch(id: "Batch:1") { rows(first: 1) { nodes { history(first: 0) { version } } } } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"huge first of a preview", `{ previewBatch(id: "Batch:4", first: 201) { changed } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"cursor of another list for a preview", `{ previewBatch(id: "Batch:4", after: "Product:1") { changed } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
	{
		"preview of a batch that changes no data", `{ previewBatch(id: "Batch:1") { changed } }`, "",
		conflict("Batches of the type Labels change no data, so there is nothing to preview."),
	},
	{
		"preview of an executed batch", `{ previewBatch(id: "Batch:2") { changed } }`, "",
		conflict("Batch #00000002 can't be previewed: it has been executed and is frozen."),
	},
	{
		"huge first of rows", `{ batch(id: "Batch:1") { rows(first: 501) { totalCount } } }`, "",
		invalid("first", "Ask for 1 to 500 items a page."),
	},
	{
		"negative offset", `{ batch(id: "Batch:1") { rows(offset: -1) { totalCount } } }`, "",
		invalid("offset", "The offset can't be negative."),
	},
	{
		"first: null", `query($n: Int!) { products(first: $n) { totalCount } }`, `{"n": null}`,
		refusal{400, "INVALID", "n", "A value is required here."},
	},
	{
		"missing variable", `query($id: ID!) { node(id: $id) { id } }`, "",
		refusal{400, "INVALID", "id", "A value is required here."},
	},
	{
		"malformed cursor", `{ products(after: "abc!") { totalCount } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
	{
		"empty cursor", `{ products(after: "") { totalCount } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
	{
		"cursor of another order", `{ products(after: "Cursor:{\"o\":\"PRICE+\",\"v\":\"1\",\"k\":1}") { totalCount } }`, "",
		invalid("after", "The cursor belongs to another order of the list. Start from the first page."),
	},
	{
		"cursor of another list", `{ jobs(after: "Cursor:{\"o\":\"CREATED_AT-\",\"k\":1}") { totalCount } }`, "",
		invalid("after", "The cursor belongs to another order of the list. Start from the first page."),
	},
	{
		"cursor with a forged value", `{ products(orderBy: {field: PRICE}, after: "Cursor:{\"o\":\"PRICE+\",\"v\":\"x\",\"k\":1}") { totalCount } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
	{
		"cursor with NUL", `{ products(after: "Cursor:{\"o\":\"SKU+\",\"v\":\"\\u0000\",\"k\":1}") { totalCount } }`, "",
		invalid("after", "This is not a cursor. Use endCursor of the page before."),
	},
	{
		"unknown column to order by", `{ batch(id: "Batch:1") { rows(orderBy: {column: "color"}) { totalCount } } }`, "",
		invalid("orderBy.column", "Rows of this type have no such column."),
	},
	{
		"search of rows too long", `query($w: RowFilter) { batch(id: "Batch:1") { rows(where: $w) { totalCount } } }`, `{"w": {"search": "` + strings.Repeat("x", 201) + `"}}`,
		invalid("where.search", "The text is too long: at most 200 characters."),
	},
	{
		"id of another kind", `{ products(where: {department: {eq: "Brand:1"}}) { totalCount } }`, "",
		invalid("where.department", "This is not the id of a department."),
	},
	{
		"garbage id", `{ node(id: "garbage") { id } }`, "",
		invalid("id", "This is not an id. Use the ids that the API gave you."),
	},
	{
		"garbage id in a variable", `query($id: ID!) { batch(id: $id) { id } }`, `{"id": "<script>"}`,
		invalid("id", "This is not an id. Use the ids that the API gave you."),
	},
	{
		"id as a number", `{ batch(id: 1) { id } }`, "",
		invalid("id", "This is not an id. Use the ids that the API gave you."),
	},
	{
		"mutation of another kind of object", `mutation { executeBatch(input: {id: "Product:1"}) { batch { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such batch."},
	},
	{
		"mutation of a missing batch", `mutation { executeBatch(input: {id: "Batch:99"}) { batch { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such batch."},
	},
	{
		"key beyond 64 bits", `mutation { deleteBatch(input: {id: "Batch:99999999999999999999"}) { deletedId } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such batch."},
	},
}
