// When a certificate, list or document is valid (fact sheet attestation §1.5, §2.7).
namespace MobileCoin.Attestation;

/// <summary>A span of time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Until">Its end.</param>
public readonly record struct ValidityPeriod(DateTimeOffset From, DateTimeOffset Until)
{
    /// <inheritdoc/>
    public override string ToString() => $"valid from {From:u} until {Until:u}";
}
