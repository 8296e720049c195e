// Requests to pay, as they come from a page or a stranger.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Devnet.Page;

/// <summary>Reads requests to pay. What is wrong with one is told in words: <see cref="DevnetRefusalException"/>.</summary>
internal static class PaymentRequests
{
    /// <summary>Most bytes of a request.</summary>
    public const int MostBytes = 8 * 1024;

    /// <summary>Most characters of an address: those of today have about 400.</summary>
    public const int MostAddress = 2048;

    /// <summary>The request's JSON.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        if (!string.Equals(request.ContentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase))
            throw new DevnetRefusalException(null, "The request is not JSON: its Content-Type is to be application/json.");
        try
        {
            if (await JsonSerializer.DeserializeAsync(request.Body, type, cancellation).ConfigureAwait(false) is { } read) return read;
        }
        catch (JsonException)
        {
            // Said below.
        }
        string members = string.Join(", ", type.Properties.Select(p => $"\"{p.Name}\""));
        throw new DevnetRefusalException(null, $"The request is not a JSON object of {members}: texts, except for \"token\", a token's id as a number.");
    }

    /// <summary>The demo wallet that pays.</summary>
    public static string Payer(string name, IReadOnlyList<DevnetWallet> wallets) =>
        Find(name, wallets) ?? throw new DevnetRefusalException("from", $"There is no such wallet. There are {Names(wallets)}.");

    /// <summary>A demo wallet, or what may be an address.</summary>
    public static string Payee(string name, IReadOnlyList<DevnetWallet> wallets)
    {
        if (Find(name, wallets) is { } wallet) return wallet;
        string address = name.Trim();
        if (address.Length == 0) throw new DevnetRefusalException("to", $"Say to whom: {Names(wallets)}, or an address in base58.");
        if (wallets.FirstOrDefault(w => w.Address == address) is { } known) return known.Name;
        // The shortest address has no fog and still holds two keys of 32 bytes.
        bool looksRight = address.Length is >= 80 and <= MostAddress && address.All(c => char.IsAsciiLetterOrDigit(c) && c is not ('0' or 'O' or 'I' or 'l'));
        return looksRight ? address : throw new DevnetRefusalException("to", $"This is neither {Names(wallets)} nor an address in base58.");
    }

    /// <summary>The token.</summary>
    public static DevnetToken Token(ulong id, DevnetAbout about) => about.Tokens.FirstOrDefault(t => t.Id == id)
        ?? throw new DevnetRefusalException("token", $"The devnet has no token {id}. It has {string.Join(" and ", about.Tokens.Select(t => $"{t.Id} ({t.Name})"))}.");

    private static string? Find(string name, IReadOnlyList<DevnetWallet> wallets) =>
        wallets.FirstOrDefault(w => string.Equals(w.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))?.Name;

    private static string Names(IReadOnlyList<DevnetWallet> wallets) => string.Join(" and ", wallets.Select(w => w.Name));
}
