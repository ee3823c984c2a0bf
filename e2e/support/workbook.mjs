import { crc32 } from 'node:zlib';

const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const parts = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** An XLSX workbook of sheets by name; each is rows of texts and numbers. */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const path = (index) => `worksheets/sheet${index + 1}.xml`;
  const each = (write) => names.map((name, index) => write(name, index)).join('');
  return zip({
    '[Content_Types].xml': `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${parts}.sheet.main+xml"/>${each((_, index) => `<Override PartName="/xl/${path(index)}" ContentType="${parts}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}">${each((_, index) => `<Relationship Id="r${index + 1}" Type="${office}/worksheet" Target="${path(index)}"/>`)}</Relationships>`,
    ...Object.fromEntries(names.map((name, index) => [`xl/${path(index)}`, sheet(sheets[name])])),
  });
}

function sheet(rows) {
  const lines = rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('');
  return `<worksheet xmlns="${main}"><sheetData>${lines}</sheetData></worksheet>`;
}

function cell(value) {
  return typeof value === 'number'
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** A ZIP archive of texts by path, not compressed. */
function zip(files) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0); // the version that is needed
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('PK\x03\x04'), facts, name, content);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), facts, place, name);
    offset += 30 + name.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}
