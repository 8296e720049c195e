// How the digestible vectors write the values of their example types into the type's text.
using System.Text.RegularExpressions;

namespace MobileCoin.Crypto.Test;

#pragma warning disable MA0009 // The texts come from vector files, not from an attacker.

internal static partial class ExampleText
{
    [GeneratedRegex(@"^struct ExStruct\{a:u16=(\d+),b:u16=(\d+),c:u16=(\d+)\}$")]
    internal static partial Regex Struct();

    [GeneratedRegex(@"^enum ExEnum::(\w+)(?:\((.*?)\))?(?:  \(variants .*\))?$")]
    internal static partial Regex Enum();

    [GeneratedRegex(@"^transparent struct Wrap\(u64=(\d+)\)$")]
    internal static partial Regex Wrap();

    [GeneratedRegex(@"^struct Tup\(u32=(\d+),String='(.*)'\)$")]
    internal static partial Regex Tup();

    [GeneratedRegex(@"^struct Nested\{x:ExStruct\{.*\},y:\[.*\],w:Wrap\((\d+)\),t:Tup\((\d+),'(.*)'\)\}$")]
    internal static partial Regex Nested();

    [GeneratedRegex(@"ExStruct\{(\d+),(\d+),(\d+)\}")]
    internal static partial Regex Triple();

    [GeneratedRegex(@"^raw: new\('digestible'\); append_primitive\('(\w*)','(\w*)',\[([\d,]*)\]\)$")]
    internal static partial Regex RawPrimitive();

    [GeneratedRegex(@"^raw: agg_header\((\w*),(\w*)\); none\((\w*)\); seq_header\((\w*),(\d+)\); var_header\((\w*),(\w*),(\d+)\); agg_closer\(\1,\2\)$")]
    internal static partial Regex RawNodes();
}
