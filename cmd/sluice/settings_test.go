package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestSettingsAreDocumented compares the table in docs/settings.md with the
// flags of the commands that run for long. What it should be is in the failure.
func TestSettingsAreDocumented(t *testing.T) {
	t.Parallel()
	var c commands
	parser, err := newParser(&c, streams{nil, io.Discard, io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	documented, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	want := settingsTable(parser.Model)
	_, got, _ := strings.Cut(string(documented), "<!-- settings -->\n")
	got, _, _ = strings.Cut(got, "<!-- end -->")
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("the table in docs/settings.md should be:\n%s", want)
	}
}

func settingsTable(model *kong.Application) string {
	used := map[string][]string{}
	flags := map[string]*kong.Flag{}
	var order []string
	for _, command := range model.Children {
		name := command.Name
		if name != "serve" && name != "worker" {
			continue
		}
		if command.DefaultCmd != nil {
			command = command.DefaultCmd
		}
		for _, flag := range append(slices.Clone(model.Flags), command.Flags...) {
			if len(flag.Envs) == 0 {
				continue
			}
			if flags[flag.Name] == nil {
				flags[flag.Name] = flag
				order = append(order, flag.Name)
			}
			used[flag.Name] = append(used[flag.Name], name)
		}
	}
	var table strings.Builder
	table.WriteString("| environment | flag | default | used by | meaning |\n|---|---|---|---|---|\n")
	for _, name := range order {
		flag := flags[name]
		value := flag.Default
		if value != "" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(&table, "| `%s` | `--%s` | %s | %s | %s |\n", flag.Envs[0], name, value, strings.Join(used[name], ", "), flag.Help)
	}
	return table.String()
}
