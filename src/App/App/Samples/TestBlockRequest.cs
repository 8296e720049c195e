// What add_test_block is told (fact sheet fog §7.4).
using System.Text.Json;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Samples;

/// <summary>Whom a test block pays, and which key images it holds.</summary>
/// <param name="Credits">Accounts by their number in the folder, and amounts.</param>
/// <param name="KeyImages">The key images, which need be nobody's.</param>
internal sealed record TestBlockRequest(IReadOnlyList<(ulong Account, ulong Amount)> Credits, IReadOnlyList<KeyImage> KeyImages)
{
    /// <summary>Reads the JSON.</summary>
    /// <exception cref="HostingException">It is something else.</exception>
    internal static TestBlockRequest Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new TestBlockRequest(
                [.. root.GetProperty("credits").EnumerateArray().Select(c => (c.GetProperty("account").GetUInt64(), c.GetProperty("amount").GetUInt64()))],
                [.. root.GetProperty("key_images").EnumerateArray().Select(k => new KeyImage(Convert.FromHexString(k.GetString()!)))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new HostingException($"standard input: not the JSON that is expected: {e.Message}", e);
        }
    }
}
