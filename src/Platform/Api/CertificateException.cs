// What is wrong with a service's certificate (fact sheet fog §8.6).
using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Api;

/// <summary>Why a service's certificate is refused.</summary>
public enum CertificateObjection
{
    /// <summary>It is not signed by anybody who is trusted, or is no certificate of a service.</summary>
    Untrusted,

    /// <summary>It is for other names.</summary>
    OtherName,

    /// <summary>Its dates alone are wrong: they are over.</summary>
    Expired,

    /// <summary>Its dates alone are wrong: they have not come yet.</summary>
    NotYetValid,
}

/// <summary>A service's certificate is refused. The message says what is wrong with it.</summary>
public sealed class CertificateException : AuthenticationException
{
    private const X509ChainStatusFlags Dates = X509ChainStatusFlags.NotTimeValid;

    private CertificateException(CertificateObjection objection, string reason)
        : base("the service's certificate is refused: " + Printable(reason)) => Objection = objection;

    /// <summary>Why.</summary>
    public CertificateObjection Objection { get; }

    /// <summary>Says what .NET found.</summary>
    internal static CertificateException Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (certificate is not X509Certificate2 leaf) return new(CertificateObjection.Untrusted, "there is none");
        X509ChainStatusFlags flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        bool isOtherName = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        if (flags == Dates && !isOtherName) return OfDates(chain!);
        List<string> reasons = [];
        if (isOtherName) reasons.Add($"it is for {Names(leaf)}, and not for {host}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) reasons.Add(Chain(leaf, flags));
        return new(isOtherName ? CertificateObjection.OtherName : CertificateObjection.Untrusted, string.Join("; ", reasons));
    }

    private static CertificateException OfDates(X509Chain chain)
    {
        X509Certificate2 outside = chain.ChainElements.First(e => e.ChainElementStatus.Any(s => s.Status.HasFlag(Dates))).Certificate;
        DateTime now = DateTime.UtcNow, from = outside.NotBefore.ToUniversalTime(), until = outside.NotAfter.ToUniversalTime();
        string reason = string.Create(CultureInfo.InvariantCulture, $"'{outside.Subject}' is valid from {from:u} until {until:u}, and this machine's clock says {now:u}");
        return new(now < from ? CertificateObjection.NotYetValid : CertificateObjection.Expired, reason);
    }

    private static string Chain(X509Certificate2 leaf, X509ChainStatusFlags flags) =>
        (flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) == X509ChainStatusFlags.NoError ? $"{flags}"
        : leaf.Subject == leaf.Issuer ? $"'{leaf.Subject}' signed it itself, and is not one that is trusted"
        : $"'{leaf.Issuer}', who signed it, is not one that is trusted";

    private static string Names(X509Certificate2 leaf)
    {
        string[] names = [.. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static n => n.EnumerateDnsNames().Concat(n.EnumerateIPAddresses().Select(a => a.ToString())))];
        return names.Length == 0 ? "no name" : string.Join(", ", names.Take(5)) + (names.Length > 5 ? ", …" : "");
    }

    // A stranger wrote it: a terminal must not obey it.
    private static string Printable(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? '\ufffd' : c));
}
