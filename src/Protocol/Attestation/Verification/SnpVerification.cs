// Verification of SEV-SNP reports (fact sheet attestation §3.5.2, §3.5.3).
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

internal static class SnpVerification
{
    private const string Vcek = "SEV-VCEK", IntermediatePrefix = "SEV-", RootPrefix = "ARK-";
    private const string HardwareIdOid = Oids.SnpExtensions + ".4", SvnOids = Oids.SnpExtensions + ".3.";
    private const int BootLoaderOid = 1, TeeOid = 2, SnpOid = 3, MicrocodeOid = 8, FmcOid = 9;

    internal static VerificationResult Verify(CheckList checks, SnpEvidence evidence, VerificationPolicy policy)
    {
        bool hasContents = CommonChecks.Contents(checks, evidence.ReportData);
        SnpReport? report = checks.Parse(Check.Quote, () => SnpReport.Parse(evidence.ReportMemory.Span));
        if (report is null) return new VerificationResult(checks, null, null, isSimulated: false, []);
        RevocationList? list = checks.Parse(Check.RevocationLists, () => RevocationList.Parse(evidence.RevocationListMemory));
        var rules = new ChainRules(policy.Anchors, TrustRoot.AmdSnp, policy.Time)
        {
            Least = 3,
            Lists = list is null ? [] : [list],
            OnlyRootHasList = true,
            SubjectObjection = SubjectObjection,
        };
        CertificateChain? chain = CertificateChain.Check(checks, Check.VcekChain, evidence.CertificateChain, rules);
        if (chain is not null) CheckProcessor(checks, chain.Leaf, report);
        CommonChecks.Debug(checks, report.IsDebug, policy);
        checks.Add(Check.MigrationAgent, !report.AllowsMigrationAgent, "a migration agent may move the guest");
        checks.Add(
            Check.CommittedTcb, report.IsCommitted || policy.AllowProvisionalFirmware, "the firmware in use can still be rolled back");
        if (hasContents) CommonChecks.ReportData(checks, evidence.ReportData!, report.ReportData, zeroRest: true);
        TrustedIdentity? identity = CommonChecks.Identity(checks, policy, null, needsStanding: false, i => i.Objection(report));
        return new VerificationResult(checks, null, identity, chain?.Anchor?.IsSimulated ?? false, report.ReportData);
    }

    // The product's name is in both authorities' names: SEV-Milan under ARK-Milan.
    private static string? SubjectObjection(Certificate[] chain)
    {
        if (chain[0].CommonName != Vcek) return $"the first certificate is '{chain[0].CommonName}', not '{Vcek}'";
        string intermediate = chain[1].CommonName, root = chain[2].CommonName;
        return intermediate.StartsWith(IntermediatePrefix, StringComparison.Ordinal) && root.StartsWith(RootPrefix, StringComparison.Ordinal)
            && intermediate[IntermediatePrefix.Length..] == root[RootPrefix.Length..]
            ? null
            : $"'{intermediate}' is not of the product of '{root}'";
    }

    private static void CheckProcessor(CheckList checks, Certificate vcek, SnpReport report)
    {
        bool hasId = vcek.TryExtension(HardwareIdOid, out ReadOnlyMemory<byte> id) && id.Length == SnpReport.ChipIdSize;
        checks.Add(
            Check.ChipId, hasId && report.SigningKey == 0 && (report.IsChipIdMasked || report.ChipId.SequenceEqual(id.Span)),
            report.SigningKey != 0 ? "the report says that another key signed it" : "the certificate is for another chip");
        SnpTcb? tcb = Tcb(vcek);
        checks.Add(Check.ReportedTcb, tcb == report.ReportedTcb, $"the certificate is for {tcb}, the report says {report.ReportedTcb}");
        bool signed = vcek.Key.Algorithm == KeyAlgorithm.EcdsaP384
            && vcek.Key.VerifyRaw(HashAlgorithmName.SHA384, report.Signed.Span, report.Signature);
        checks.Add(Check.ReportSignature, signed, "the processor did not sign the report");
    }

    /// <summary>The SVNs that the certificate is for; null if one is missing.</summary>
    private static SnpTcb? Tcb(Certificate vcek) =>
        Svn(vcek, BootLoaderOid) is { } bootLoader && Svn(vcek, TeeOid) is { } tee && Svn(vcek, SnpOid) is { } snp && Svn(vcek, MicrocodeOid) is { } microcode
            ? new SnpTcb(bootLoader, tee, snp, microcode, Svn(vcek, FmcOid) ?? 0)
            : null;

    private static byte? Svn(Certificate vcek, int oid)
    {
        if (!vcek.TryExtension(SvnOids + oid.ToString(), out ReadOnlyMemory<byte> value)) return null;
        try
        {
            BigInteger number = new AsnReader(value, AsnEncodingRules.DER).ReadInteger();
            return number >= 0 && number <= byte.MaxValue ? (byte)number : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
