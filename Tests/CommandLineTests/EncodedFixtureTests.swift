import Foundation
import TestSupport
import Testing

/// Detection is by contents: neither the name of a file nor its encoding changes what is read.
@Suite struct EncodedFixtureTests {
    @Test func `every text of the fixtures reads alike in UTF-8, UTF-16 and GB18030 under names that say nothing`() throws {
        let outcome = try Program.inFolder {
            try Program.shell(
                """
                cat > encode.py <<'END'
                import json, pathlib, subprocess, sys
                root = pathlib.Path(sys.argv[1])
                others = {'command-line', 'extract', 'writers', 'non-chats', 'faults', 'talk', 'seller-tables', 'blocks', 'pools', 'processes', 'labelled', 'ledger'}
                codes = {'utf8': 'utf-8', 'utf16le': 'utf-16-le', 'utf16be': 'utf-16-be', 'gb18030': 'gb18030'}
                names = []
                for path in sorted(root.rglob('*')):
                    if path.suffix not in ('.txt', '.md', '.csv', '.json', '.jsonl', '.html') or path.name.endswith('.expected.jsonl'): continue
                    if others & set(path.relative_to(root).parts): continue
                    try: text = path.read_bytes().decode('utf-8-sig')
                    except UnicodeDecodeError: continue
                    name = 'f%04d' % len(names)
                    names.append(path)
                    # A page names its encoding itself; Han characters enough make GB18030 of it, other scripts are guessed as their own.
                    isHan = sum('\\u4e00' <= c <= '\\u9fff' for c in text) > 40 and not any('\\u3040' <= c <= '\\u30ff' or '\\uac00' <= c <= '\\ud7a3' for c in text)
                    for folder, code in codes.items():
                        if code == 'gb18030' and not isHan: continue
                        pathlib.Path(folder).mkdir(exist_ok=True)
                        mark = {'utf-16-le': b'\\xff\\xfe', 'utf-16-be': b'\\xfe\\xff'}.get(code, b'')
                        pathlib.Path(folder, name).write_bytes(mark + text.encode(code))
                def read(folder):
                    found = {}
                    lines = subprocess.run(['chatpool', 'messages', '.'], cwd=folder, capture_output=True).stdout.decode().split('\\n')
                    for line in map(json.loads, filter(None, lines)):
                        file = line['source'].pop('file').removeprefix('./')
                        found.setdefault(file, []).append(json.dumps(line, ensure_ascii=False))
                    return found
                plain = read('utf8')
                for folder in list(codes)[1:]:
                    other = read(folder)
                    for file in sorted(p.name for p in pathlib.Path(folder).iterdir()):
                        if plain.get(file) != other.get(file): print(folder, names[int(file[1:])].relative_to(root))
                print(len(plain) > 150)
                END
                python3 encode.py $fixtures
                """, in: $0)
        }
        #expect(outcome.output == "True\n", "\(outcome.output)\(outcome.errors)")
    }
}
