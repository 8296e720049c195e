// Which block-signing key evidence vouches for (fact sheet ledger §6.4).
using System.Text.Json;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.LedgerSync;

/// <summary>Reads the block-signing key out of a consensus enclave's evidence, which is not verified by it.</summary>
internal static class BlockSigner
{
    private const int QuoteHeader = 48;

    /// <summary>The key; null: the evidence names none.</summary>
    internal static Ed25519Public? Of(AttestationEvidence evidence)
    {
        ReadOnlySpan<byte> identity = evidence is VerificationReport report ? IdentityOf(report) : evidence.ReportData is { } data ? data.CustomIdentity : default;
        return identity.Length == Ed25519Public.Size && Ed25519Public.TryParse(identity, out Ed25519Public key) ? key : null;
    }

    // The second half of the quote's report data.
    private static ReadOnlySpan<byte> IdentityOf(VerificationReport report)
    {
        try
        {
            using JsonDocument body = JsonDocument.Parse(report.HttpBody);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("isvEnclaveQuoteBody", out JsonElement member)
                || member.ValueKind != JsonValueKind.String || !member.TryGetBytesFromBase64(out byte[]? quote)
                || quote.Length < QuoteHeader + SgxReportBody.Size) return default;
            return SgxReportBody.Parse(quote.AsSpan(QuoteHeader, SgxReportBody.Size)).ReportData[Ed25519Public.Size..];
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException) // the latter two: half a surrogate pair
        {
            return default;
        }
    }
}
