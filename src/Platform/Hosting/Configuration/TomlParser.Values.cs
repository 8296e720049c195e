using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MobileCoin.Hosting;

internal sealed partial class TomlParser
{
    private ConfigurationNode Value(ConfigurationNode parent, string? key)
    {
        int start = _at;
        switch (Next)
        {
            case '"' or '\'': return new(source, start, parent, key, ConfigurationKind.Text, AnyString());
            case '[': return List(parent, key);
            case '{': return InlineTable(parent, key);
            default: return Plain(parent, key);
        }
    }

    private ConfigurationNode List(ConfigurationNode parent, string? key)
    {
        var list = new ConfigurationNode(source, _at++, parent, key, ConfigurationKind.List) { Origin = TomlTable.Inline };
        while (true)
        {
            SkipBlankLines();
            if (Next == ']') break;
            list.Add(Value(list, null));
            SkipBlankLines();
            if (Next == ']') break;
            Expect(',');
        }
        _at++;
        return list;
    }

    private ConfigurationNode InlineTable(ConfigurationNode parent, string? key)
    {
        var table = new ConfigurationNode(source, _at++, parent, key, ConfigurationKind.Table) { Origin = TomlTable.Inline };
        SkipSpaces();
        if (Next != '}')
        {
            while (true)
            {
                SkipSpaces();
                KeyValue(table);
                SkipSpaces();
                if (Next != ',') break;
                _at++;
            }
        }
        Expect('}');
        Close(table);
        return table;
    }

    // Tables that dotted keys made within braces end with the braces.
    private static void Close(ConfigurationNode table)
    {
        table.Origin = TomlTable.Inline;
        foreach (ConfigurationNode member in table.Members.Values)
        {
            if (member.Origin == TomlTable.Dotted) Close(member);
        }
    }

    /// <summary>What has no quotes or brackets: numbers, true, false, dates and times.</summary>
    private ConfigurationNode Plain(ConfigurationNode parent, string? key)
    {
        int start = _at;
        SkipWord();
        // A date and its time may be apart by one space.
        if (_at - start == 10 && Next == ' ' && _at + 1 < _text.Length && char.IsAsciiDigit((char)_text[_at + 1]) && Date().IsMatch(Word(start)))
        {
            _at++;
            SkipWord();
        }
        string word = Word(start);
        if (word is "true" or "false") return new(source, start, parent, key, ConfigurationKind.Boolean, word == "true");
        if (word.Length == 0) throw Wrong("a value belongs here");
        if (TryInteger(word, out Int128 integer))
        {
            return integer <= ulong.MaxValue && integer >= long.MinValue
                ? new(source, start, parent, key, ConfigurationKind.Integer, integer)
                : throw source.Error(start, key ?? "", "the number has more than 64 bits");
        }
        if (TryFloat(word, out double number)) return new(source, start, parent, key, ConfigurationKind.Float, number);
        if (IsDate(word)) return new(source, start, parent, key, ConfigurationKind.Text, word);
        throw source.Error(start, key ?? "", $"\"{(word.Length <= 40 ? word : word[..40] + "…")}\" is no value: a text needs quotes");
    }

    private void SkipWord()
    {
        while (Next is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-' or '+' or '.' or ':') _at++;
    }

    private string Word(int start) => Encoding.ASCII.GetString(_text.AsSpan(start.._at));

    private static bool TryInteger(string word, out Int128 value)
    {
        value = 0;
        if (DecimalInteger().IsMatch(word)) return ParseDigits(word, NumberStyles.AllowLeadingSign, out value);
        if (!PrefixedInteger().IsMatch(word)) return false;
        return word[1] switch
        {
            'x' => ParseDigits(word[2..], NumberStyles.AllowHexSpecifier, out value),
            'b' => ParseDigits(word[2..], NumberStyles.AllowBinarySpecifier, out value),
            _ => ParseOctal(word.AsSpan(2), out value),
        };
    }

    private static bool ParseDigits(string digits, NumberStyles style, out Int128 value)
    {
        digits = digits.Replace("_", "", StringComparison.Ordinal);
        // Beyond 64 bits is refused by whoever called: a value that is too large will do.
        if (style != NumberStyles.AllowLeadingSign) digits = "0" + digits;
        if (!Int128.TryParse(digits, style, CultureInfo.InvariantCulture, out value) || (value < 0 && digits[0] != '-')) value = Int128.MaxValue;
        return true;
    }

    private static bool ParseOctal(ReadOnlySpan<char> digits, out Int128 value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit != '_' && value <= ulong.MaxValue) value = value * 8 + (digit - '0');
        }
        return true;
    }

    private static bool TryFloat(string word, out double value)
    {
        value = word switch
        {
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        };
        if (word is "inf" or "+inf" or "-inf" or "nan" or "+nan" or "-nan") return true;
        return FloatForm().IsMatch(word) && double.TryParse(word.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool IsDate(string word)
    {
        if (!DateOrTime().IsMatch(word)) return false;
        // The shape is right; the calendar must be too. The leap second is taken.
        string text = word.Replace('t', 'T').Replace('z', 'Z').Replace(' ', 'T');
        if (text.Length >= 10 && text[4] == '-' && !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return false;
        int clock = text.IndexOf(':', StringComparison.Ordinal);
        if (clock < 0) return true;
        string time = text.Substring(clock - 2, 8);
        return string.CompareOrdinal(time, "24") < 0 && string.CompareOrdinal(time[3..], "60") < 0 && string.CompareOrdinal(time[6..], "61") < 0;
    }

    [GeneratedRegex("^[+-]?(0|[1-9](_?[0-9])*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DecimalInteger();

    [GeneratedRegex("^0(x[0-9a-fA-F](_?[0-9a-fA-F])*|o[0-7](_?[0-7])*|b[01](_?[01])*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PrefixedInteger();

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)((\.[0-9](_?[0-9])*)([eE][+-]?[0-9](_?[0-9])*)?|[eE][+-]?[0-9](_?[0-9])*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FloatForm();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^([0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DateOrTime();
}
