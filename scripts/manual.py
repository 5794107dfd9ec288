#!/usr/bin/env python3
"""Makes the manual page out of what the program says of itself.

    chatpool --experimental-dump-help | scripts/manual.py > docs/chatpool.1
"""
import json
import sys


def roff(text):
    lines = [line.replace('\\', '\\e').replace('-', '\\-') for line in text.split('\n')]
    return '\n'.join('\\&' + line if line[:1] in ".'" else line for line in lines)


def discussion(text):
    """Paragraphs are filled, indented lines and their neighbours are shown as they are."""
    out = []
    for block in text.strip().split('\n\n'):
        lines = block.split('\n')
        if any(line.startswith('  ') for line in lines):
            head = [line for line in lines if not line.startswith('  ')]
            code = [line[2:] for line in lines if line.startswith('  ')]
            if head:
                out += ['.PP', roff(' '.join(head))]
            out += ['.PP', '.RS 4', '.nf', roff('\n'.join(code)), '.fi', '.RE']
        else:
            out += ['.PP', roff(' '.join(lines))]
    return out


def option(argument):
    names = []
    for name in argument.get('names') or []:
        names.append(('-' if name['kind'] == 'short' else '--') + name['name'])
    value = argument.get('valueName') or ''
    if argument['kind'] == 'positional':
        head = '\\fI%s\\fR' % roff(value)
    else:
        head = ', '.join('\\fB%s\\fR' % roff(name) for name in names)
        if argument['kind'] == 'option':
            head += ' \\fI%s\\fR' % roff(value)
    text = argument.get('abstract') or ''
    if argument.get('defaultValue'):
        text += ' (default: %s)' % argument['defaultValue']
    return ['.TP', head, roff(text)]


def main():
    tool = json.load(sys.stdin)['command']
    out = ['.\\" Made by scripts/manual.py from the program\'s help. Do not edit.', '.TH CHATPOOL 1', '.SH NAME', 'chatpool \\- ' + roff(tool['abstract']),
           '.SH SYNOPSIS', '\\fBchatpool\\fR \\fIcommand\\fR [\\fIoption\\fR ...]', '.SH DESCRIPTION']
    out += discussion(tool.get('discussion') or '')
    out += ['.SH COMMANDS']
    for command in tool['subcommands']:
        if command['commandName'] == 'help' or command.get('shouldDisplay') is False:
            continue
        out += ['.SS ' + command['commandName'], roff(command.get('abstract') or '')]
        out += discussion(command.get('discussion') or '') if command.get('discussion') else []
        for argument in command.get('arguments') or []:
            if argument.get('shouldDisplay') and 'help' not in [n['name'] for n in argument.get('names') or []] and 'version' not in [n['name'] for n in argument.get('names') or []]:
                out += option(argument)
    out += ['.SH FILES', '.TP', '\\fIchatpool.db\\fR', 'The pool: one SQLite file, readable by its owner alone.', '.TP', '\\fIchatpool.yaml\\fR',
            'The settings, beside the pool; \\fBchatpool config\\fR prints one.', '.SH ENVIRONMENT', '.TP', '\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR',
            'Under a Chinese locale the program speaks Chinese.', '.TP', '\\fBNO_COLOR\\fR', 'When set, tables have no colours.']
    print('\n'.join(out))


main()
