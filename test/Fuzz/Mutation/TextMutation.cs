// Changes to texts: what has a meaning in URIs, JSON, phrases and numbers, and characters that are not one byte.
using System.Text;

namespace MobileCoin.Fuzz.Mutation;

internal static class TextMutation
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "%", "%0", "%00", "%ff", "%2F", "%zz", "://", "/", "//", "?", "&", "=", "#", "@", ":", ":0", ":65536", ":99999999999999999999", "[", "]",
            "[::1]", "[::ffff:1.2.3.4]", "[1:2:3:4:5:6:7:8:9]", "\0", "\t", "\n", "\r\n", " ", "\u00a0", "\u200f", "\u0301", "é", "ß", "İ", "🦀",
            "\ue000", "\ue400\ue000", "+", "-", "-1", "0", "00", "1e999", "256", "4294967296", "18446744073709551615", "18446744073709551616",
            "{", "}", "[[[[", "\"", "\\", "\\u0000", "\\ud800", "\\x", "null", "true", ",", ",,", "[]", "{}", "//x", "/*x*/", "default", "-", "1",
            "l", "0OIl", "mob:///b58/", "abandon", "zoo", "abandon ", "ABANDON", "responder-id=a:1&", "consensus-msg-key=", "sharding_strategy=5-1",
            "\"mnemonic\":null,", "\"account_index\":-1,", "\"root_entropy\":[", "\"fog_authority_spki\":[256],", "1.5", "=".PadRight(8, '='),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static byte[] Apply(Random random, byte[] seed, IReadOnlyList<byte[]> seeds)
    {
        List<byte> text = [.. seed];
        for (int changes = 1 + random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(text.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 1:
                    text.RemoveRange(at, Math.Min(random.Next(1, 12), text.Count - at));
                    text.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 2 when random.Next(8) == 0:
                    byte[] token = Tokens[random.Next(Tokens.Length)];
                    for (int i = random.Next(256); i > 0; i--) text.InsertRange(at, token);
                    break;
                default:
                    text = [.. ByteMutation.Apply(random, [.. text], seeds)];
                    break;
            }
        }
        return [.. text];
    }
}
