package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// writeFile writes a file of the test's own and returns its path.
func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "products.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	const good = "Code;Text;Price\n00042;Apple;0.50\nB-2;Butter;2.10\n"
	file := writeFile(t, good)
	command := []string{"import", "products", file, "--map", "key=Code,description=Text,price=Price"}
	s.want(0, "2 lines: 2 created, 0 updated, 0 unchanged, 0 rejected", "", command...)
	var report importer.Report
	s.decode(&report, append(command, "--json")...)
	if report.Unchanged != 2 || report.Rejected != 0 || report.LastLine != 3 {
		t.Errorf("report = %+v", report)
	}
	s.want(0, "2 unchanged", strings.ReplaceAll(good, ";", "\t"), "import", "products", "-", "--delimiter", "tab", "--encoding", "utf-8", "--format", "delimited",
		"--map", "key=Code", "--map", "description=Text")

	s.want(1, "key=StockCode", "", "import", "products", file, "--map", "price=Price")
	s.want(1, "Its columns are: Code;Text;Price.", "", "import", "products", file, "--map", "key=Code", "--delimiter", ",")
	s.want(1, "single character", "", append(command, "--delimiter", "ab")...)
	s.want(1, "no XLSX workbook", "", append(command, "--format", "xlsx")...)
	s.want(1, "no such encoding", "", append(command, "--encoding", "ebcdic")...)
	s.want(0, "2 created", "N-1,1\nN-2,2\n", "import", "products", "-", "--no-header", "--map", "key=Column 1")
	s.want(1, "no such file", "", "import", "products", "nowhere.csv", "--map", "key=Code")
	s.want(1, "creating the file for rejected lines", "", append(command, "--rejects", "/nowhere/rejects.csv")...)
	s.want(1, "file is empty", "", "import", "products", writeFile(t, ""), "--map", "key=Code")
}

func TestImportOfBadLinesByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	file := writeFile(t, "Code,Price\na,1\nb,x\n"+strings.Repeat("c\n", 15))
	rejects := filepath.Join(t.TempDir(), "rejects.csv")
	command := []string{"import", "products", file, "--map", "key=Code,price=Price", "--rejects", rejects}
	s.want(3, "line 3, Price: This is not a number such as 12.95.\nline 4: ", "", command...)
	s.want(3, "17 lines: 0 created, 0 updated, 1 unchanged, 16 rejected\n", "", command...)
	s.want(3, "… and 6 more; --rejects FILE", "", command...)
	s.want(3, `"rejected": 16`, "", append(command, "--json")...)
	written, err := os.ReadFile(rejects)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(written), "\n")
	if len(lines) != 18 || lines[0] != "line,column,reason,original" || lines[1] != "3,Price,This is not a number such as 12.95.,\"b,x\"" {
		t.Errorf("rejects:\n%s", written)
	}
}

func TestImportAsUser(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	command := []string{"import", "products", writeFile(t, "Code\na\n"), "--map", "key=Code", "--user", "ann"}
	s.want(1, "no such user", "", command...)
	s.want(0, "Created", "", "user", "create", "ann")
	s.want(1, `You need the permission "importer.products.run"`, "", command...)
	s.want(0, "Granted", "", "role", "grant", "authenticated", "importer.products.run")
	s.want(0, "1 created", "", command...)
}

// interrupting is an input that ends the command's context when much of it was
// read, as Ctrl-C does.
type interrupting struct {
	*strings.Reader
	cancel context.CancelFunc
}

func (i *interrupting) Read(p []byte) (int, error) {
	if i.Len() < int(i.Size())/2 {
		i.cancel()
	}
	return i.Reader.Read(p)
}

func TestImportInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var text strings.Builder
	text.WriteString("Code,Note\n")
	const lines = 12_000
	for i := range lines {
		fmt.Fprintf(&text, "N-%d,%s\n", i, strings.Repeat("x", 500))
	}
	var out, errs strings.Builder
	input := &interrupting{strings.NewReader(text.String()), cancel}
	status := run(ctx, []string{"import", "products", "-", "--map", "key=Code", "--json", "--database-url", pgtest.URL(t)},
		streams{input, &out, &errs})
	var report importer.Report
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	if status != 130 || report.Lines != 0 || !strings.Contains(errs.String(), "stopped before anything was written") {
		t.Errorf("status %d, report = %+v\n%s", status, report, errs.String())
	}
}

func TestOtherImportsByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	file := writeFile(t, "Supplier\nNorth\nSouth\n")
	s.want(0, "2 lines: 2 created", "", "import", "vendors", file, "--dry-run")
	s.want(0, "2 lines: 2 created", "", "import", "vendors", file)
	s.want(0, "1 unchanged, 0 rejected, 1 deleted, 0 kept", "North\n", "import", "vendors", "-", "--no-header", "--map", "name=Column 1", "--delete-missing")
	s.want(1, "no such importer", "", "import", "nothing", file)
	s.want(1, "takes a file", "", "import", "vendors")
	s.want(0, "0 lines: 0 created, 0 updated", "", "import", "products_from_database", "--param", "source=here", "--sources", "here="+s.database)

	s.want(0, "Batch #00000001, importer: open", "", "import", "vendors", file, "--batch", "--wait", "--description", "New vendors", "--uploads", t.TempDir())
	s.want(0, "1  create", "", "batch", "show", "1")
}
