package reader_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sluicehq/sluice/upload/reader"
)

func ExampleOpen() {
	ctx := context.Background()
	const file = "Artikel-Nr.;Preis\n00123;1.234,50\n00124;7,95\n00125;free\n00126;1;2\n"

	inspection, err := reader.Inspect(ctx, strings.NewReader(file), reader.Format{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var headers []string
	for _, column := range inspection.Format.Columns {
		headers = append(headers, column.Name)
	}
	fmt.Println(reader.Match(headers, []reader.Field{
		{Name: "key", Synonyms: []string{"SKU", "Artikelnummer", "Artikel-Nr"}},
		{Name: "price", Synonyms: []string{"Preis"}},
	}))

	rows, err := reader.Open(ctx, strings.NewReader(file), inspection.Format)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rows.Close()
	rejects, err := reader.NewRejects(os.Stdout)
	for err == nil {
		var row *reader.Row
		if row, err = rows.Next(); err != nil {
			break
		}
		if len(row.Problems) > 0 {
			err = rejects.WriteRow(row)
			continue
		}
		price := rows.Columns()[1]
		amount, reason := price.ParseMoney(row.Fields[1])
		if reason != "" {
			err = rejects.Write(row.Line, price.Name, reason, row.Original())
			continue
		}
		fmt.Println(row.Fields[0], amount)
	}
	if !errors.Is(err, io.EOF) {
		fmt.Println(err)
	}
	if err := rejects.Flush(); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%+v\n", rows.Counts())
	// Output:
	// map[key:Artikel-Nr. price:Preis]
	// 00123 1234.50
	// 00124 7.95
	// line,column,reason,original
	// 4,Preis,This is not a number such as 12.95.,00125;free
	// 5,,"The line should have as many values as the file has columns, 2; it has 3.",00126;1;2
	// {Lines:5 Above:1 Rows:3 Rejected:1 Blank:0 Continued:0}
}
