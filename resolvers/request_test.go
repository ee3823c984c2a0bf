package resolvers_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// byVariables is a request that gives the arguments as variables.
func byVariables(field *ast.FieldDefinition, parent, selection string, arguments map[string]any) string {
	var defined, used []string
	for _, argument := range field.Arguments {
		if _, ok := arguments[argument.Name]; ok {
			defined = append(defined, "$"+argument.Name+": "+argument.Type.String())
			used = append(used, argument.Name+": $"+argument.Name)
		}
	}
	variables, err := json.Marshal(arguments)
	if err != nil {
		panic(err)
	}
	return requestOf(document(parent, strings.Join(defined, ", "), call(field.Name, used)+selection), string(variables))
}

// byLiterals is a request that has the arguments in the document.
func byLiterals(field *ast.FieldDefinition, parent, selection string, arguments map[string]any) string {
	var used []string
	for _, name := range slices.Sorted(maps.Keys(arguments)) {
		used = append(used, name+": "+literal(arguments[name]))
	}
	return requestOf(document(parent, "", call(field.Name, used)+selection), "")
}

func call(name string, arguments []string) string {
	if len(arguments) == 0 {
		return name
	}
	return name + "(" + strings.Join(arguments, ", ") + ")"
}

// document makes a document that asks an object of the type parent for fields.
func document(parent, variables, fields string) string {
	if variables != "" {
		variables = "(" + variables + ")"
	}
	switch parent {
	case "Batch":
		return "query" + variables + ` { batch(id: "Batch:1") { ` + fields + " } }"
	case "Job":
		return "query" + variables + ` { job(id: "Job:7") { ` + fields + " } }"
	default:
		return strings.ToLower(parent) + variables + " { " + fields + " }"
	}
}

// literal writes a value in the language of documents.
func literal(value any) string {
	switch v := value.(type) {
	case map[string]any:
		var fields []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			fields = append(fields, key+": "+literal(v[key]))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case []any:
		elements := make([]string, len(v))
		for i := range v {
			elements[i] = literal(v[i])
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case string:
		if v != "MARKER" && strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" && len(v) > 1 && len(v) < 20 {
			return v // a value of an enumeration
		}
		return quote(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}
