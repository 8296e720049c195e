using System.Buffers;
using System.Globalization;
using System.Text;

namespace MobileCoin.Hosting;

internal sealed partial class TomlParser
{
    private string AnyString()
    {
        char quote = (char)Next;
        if (!At(quote, 1) || !At(quote, 2)) return quote == '"' ? BasicString() : LiteralString();
        _at += 3;
        // A line break right after the opening quotes is not part of the text.
        TryNewLine();
        return LongString(quote);
    }

    private string BasicString()
    {
        _at++;
        var text = new ArrayBufferWriter<byte>();
        while (true)
        {
            int c = Next;
            if (c == '"')
            {
                _at++;
                return Encoding.UTF8.GetString(text.WrittenSpan);
            }
            CheckInLine(c);
            if (c == '\\') Escape(text);
            else Take(text);
        }
    }

    private string LiteralString()
    {
        int start = ++_at;
        while (Next != '\'')
        {
            CheckInLine(Next);
            _at++;
        }
        return Encoding.UTF8.GetString(_text.AsSpan(start.._at++));
    }

    private string LongString(char quote)
    {
        var text = new ArrayBufferWriter<byte>();
        while (true)
        {
            if (Next == End) throw Wrong("a text is not closed");
            if (At(quote, 0) && At(quote, 1) && At(quote, 2))
            {
                // One or two quotes may stand before the three that close.
                while (At(quote, 3)) TakeQuote(text, quote);
                _at += 3;
                return Encoding.UTF8.GetString(text.WrittenSpan);
            }
            if (Next == '\n' || (Next == '\r' && At('\n', 1)))
            {
                // As the file has it.
                if (Next == '\r') Take(text);
                Take(text);
                continue;
            }
            if (IsControl(Next)) throw Wrong("a text holds a control character");
            if (quote == '"' && Next == '\\') LongEscape(text);
            else Take(text);
        }
    }

    private void TakeQuote(ArrayBufferWriter<byte> text, char quote)
    {
        // Of five quotes two are text; a sixth would be a text behind the text.
        if (At(quote, 5)) throw Wrong("a text holds three quotes together");
        Take(text);
    }

    /// <summary>An escape of a text of several lines: a backslash at a line's end swallows all blanks up to the next character.</summary>
    private void LongEscape(ArrayBufferWriter<byte> text)
    {
        int start = _at++;
        SkipSpaces();
        if (!TryNewLine())
        {
            _at = start;
            Escape(text);
            return;
        }
        do
        {
            SkipSpaces();
        }
        while (TryNewLine());
    }

    private void Escape(ArrayBufferWriter<byte> text)
    {
        int start = _at++;
        int c = Next;
        if (c is 'u' or 'U')
        {
            _at++;
            CodePoint(text, c == 'u' ? 4 : 8, start);
            return;
        }
        byte plain = c switch
        {
            'b' => (byte)'\b',
            't' => (byte)'\t',
            'n' => (byte)'\n',
            'f' => (byte)'\f',
            'r' => (byte)'\r',
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            _ => throw source.Error(start, "", "an unknown escape in a text"),
        };
        text.Write([plain]);
        _at++;
    }

    private void CodePoint(ArrayBufferWriter<byte> text, int digits, int start)
    {
        if (_at + digits > _text.Length
            || !uint.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            || !Rune.TryCreate(value, out Rune rune))
        {
            throw source.Error(start, "", $"\\{(char)_text[start + 1]} is not followed by {digits} hex digits of a character");
        }
        _at += digits;
        Span<byte> utf8 = stackalloc byte[4];
        text.Write(utf8[..rune.EncodeToUtf8(utf8)]);
    }

    private void CheckInLine(int c)
    {
        if (c is End or '\n' or '\r') throw Wrong("a text is not closed");
        if (IsControl(c)) throw Wrong("a text holds a control character");
    }

    private void Take(ArrayBufferWriter<byte> text) => text.Write(_text.AsSpan(_at++, 1));

    private bool At(char c, int ahead) => _at + ahead < _text.Length && _text[_at + ahead] == c;
}
