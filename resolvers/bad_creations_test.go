package resolvers_test

import "strings"

const createBatch = `mutation($in: CreateBatchFromQueryInput!) { createBatchFromQuery(input: $in) { batch { id } } }`

// with is the input for a batch of a type with parameters.
func with(kind, parameters string) string {
	return `{"in": {"type": "` + kind + `", "parameters": ` + parameters + `}}`
}

// withLabels is the input for a batch of labels that is right but for what is
// given besides.
func withLabels(more string) string {
	return `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, ` + more + `}}`
}

// badCreations ask for batches that can't be.
var badCreations = []badInput{
	{
		"unknown batch type", createBatch, `{"in": {"type": "posters"}}`,
		invalid("type", "There is no such batch type. Ask batchTypes for those there are."),
	},
	{
		"no parameters", createBatch, `{"in": {"type": "labels"}}`,
		invalid("parameters.quantity", "Labels of each product is required."),
	},
	{
		"missing parameter", createBatch, with("labels", `{"quantity": 1}`),
		invalid("parameters.layout", "Layout is required."),
	},
	{
		"empty parameter", createBatch, with("labels", `{"quantity": "", "layout": "sheet_3x8"}`),
		invalid("parameters.quantity", "Labels of each product is required."),
	},
	{
		"unknown parameter", createBatch, with("labels", `{"quantity": 1, "layout": "sheet_3x8", "color": "red"}`),
		invalid("parameters", "There is an unknown key. Known are: currency, layout, quantity."),
	},
	{
		"parameter too great", createBatch, with("labels", `{"quantity": 1001, "layout": "sheet_3x8"}`),
		invalid("parameters.quantity", "Labels of each product must be at most 1000."),
	},
	{
		"parameter too small", createBatch, with("pricing", `{"rule": "percent", "percent": -100.5, "rounding": "cent"}`),
		invalid("parameters.percent", "Percent must be at least -100."),
	},
	{
		"fraction for a whole number", createBatch, with("labels", `{"quantity": 1.5, "layout": "sheet_3x8"}`),
		invalid("parameters.quantity", "Labels of each product must be a whole number."),
	},
	{
		"too many decimal places", createBatch, with("pricing", `{"rule": "percent", "percent": "5.00001", "rounding": "cent"}`),
		invalid("parameters.percent", "Percent can have at most 4 decimal places."),
	},
	{
		"parameter that is no choice", createBatch, with("labels", `{"quantity": 1, "layout": "poster"}`),
		invalid("parameters.layout", "Layout must be one of: sheet_3x8, roll_57x32."),
	},
	{
		"list as a choice", createBatch, with("labels", `{"quantity": 1, "layout": ["sheet_3x8"]}`),
		invalid("parameters.layout", "Layout must be one of: sheet_3x8, roll_57x32."),
	},
	{
		"text too long as a parameter", createBatch, with("labels", `{"quantity": 1, "layout": "sheet_3x8", "currency": "`+strings.Repeat("€", 201)+`"}`),
		invalid("parameters.currency", "Currency symbol can have at most 200 characters."),
	},
	{
		"NUL as a parameter", createBatch, with("labels", `{"quantity": 1, "layout": "sheet_3x8", "currency": "\u0000"}`),
		invalid("parameters.currency", "Currency symbol has a character that can't be stored (NUL)."),
	},
	{
		"parameters that are no object", createBatch, `{"in": {"type": "labels", "parameters": [1]}}`,
		invalid("parameters", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"description too long", createBatch, withLabels(`"description": "` + strings.Repeat("é", 201) + `"`),
		invalid("description", "The description can have at most 200 characters."),
	},
	{
		"NUL in a description", createBatch, withLabels(`"description": "\u0000"`),
		invalid("description", "The text has a character that can't be stored (NUL)."),
	},
	{
		"empty client key", createBatch, withLabels(`"clientKey": ""`),
		invalid("clientKey", "The client key must have 1 to 100 characters."),
	},
	{
		"client key too long", createBatch, withLabels(`"clientKey": "` + strings.Repeat("k", 101) + `"`),
		invalid("clientKey", "The client key must have 1 to 100 characters."),
	},
	{
		"NUL in a client key", createBatch, withLabels(`"clientKey": "\u0000"`),
		invalid("clientKey", "The text has a character that can't be stored (NUL)."),
	},
	{
		"client key used for another type", createBatch,
		`{"in": {"type": "pricing", "parameters": {"rule": "percent", "percent": 1, "rounding": "cent"}, "clientKey": "used"}}`,
		refusal{200, "CONFLICT", "clientKey", "The client key was used for a batch of another type. Choose a new key."},
	},
	{
		"bad filter for a batch", createBatch, withLabels(`"where": {"brand": {"eq": "Vendor:1"}}`),
		invalid("where.brand", "This is not the id of a brand."),
	},
}
