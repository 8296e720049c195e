// Texts are fuzzed as UTF-8.
using System.Text;

namespace MobileCoin.Fuzz.Targets;

internal static class TextInput
{
    /// <summary>
    /// The text of an input. Characters of the private use area from U+E000 to U+E7FF stand for the surrogates U+D800 to U+DFFF, which UTF-8
    /// cannot say and a .NET string can hold alone.
    /// </summary>
    internal static string Of(ReadOnlySpan<byte> input)
    {
        char[] text = Encoding.UTF8.GetString(input).ToCharArray();
        foreach (ref char c in text.AsSpan())
        {
            if (c is >= '\ue000' and <= '\ue7ff') c = (char)(c - 0x800);
        }
        return new string(text);
    }
}
