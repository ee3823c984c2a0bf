package gqlhttp

// ruleMeanings say what is wrong with a document that breaks one of the
// specification's validation rules. Where it is wrong is in the error's
// locations.
var ruleMeanings = map[string]string{
	"FieldsOnCorrectType":                   "A field does not exist on its type.",
	"FieldsOnCorrectTypeWithoutSuggestions": "A field does not exist on its type.",
	"FragmentsOnCompositeTypes":             "A fragment is on a type that has no fields.",
	"KnownArgumentNames":                    "A field or directive does not have this argument.",
	"KnownDirectives":                       "A directive is unknown or not allowed in its place.",
	"KnownFragmentNames":                    "A fragment is not defined.",
	"KnownRootType":                         "The schema has no operations of this kind.",
	"KnownTypeNames":                        "A type does not exist.",
	"LoneAnonymousOperation":                "With several operations in a document, each needs a name.",
	"MaxIntrospectionDepth":                 "The introspection is nested too deep.",
	"NoFragmentCycles":                      "A fragment contains itself.",
	"NoUndefinedVariables":                  "A variable is not defined.",
	"NoUnusedFragments":                     "A fragment is not used.",
	"NoUnusedVariables":                     "A variable is not used.",
	"OverlappingFieldsCanBeMerged":          "Two fields of the same name are different. Give one of them an alias.",
	"PossibleFragmentSpreads":               "A fragment can never apply where it is spread.",
	"ProvidedRequiredArguments":             "A required argument is missing.",
	"ScalarLeafs":                           "A field needs a selection of fields, or can't have one.",
	"SingleFieldSubscriptions":              "A subscription has exactly one field.",
	"UniqueArgumentNames":                   "An argument is given twice.",
	"UniqueDirectivesPerLocation":           "A directive is given twice.",
	"UniqueFragmentNames":                   "Two fragments have the same name.",
	"UniqueInputFieldNames":                 "An input field is given twice.",
	"UniqueOperationNames":                  "Two operations have the same name.",
	"UniqueVariableNames":                   "Two variables have the same name.",
	"ValuesOfCorrectType":                   "A value does not have the type that is expected in its place.",
	"VariablesAreInputTypes":                "A variable's type can't be used for input.",
	"VariablesInAllowedPosition":            "A variable's type does not fit where it is used.",
}

func ruleMeaning(rule string) string {
	if meaning, ok := ruleMeanings[rule]; ok {
		return meaning
	}
	return "The document is not valid for this schema."
}
