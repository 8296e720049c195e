// What is checked of evidence (fact sheet attestation §1.5, §1.7, §2.4, §3.4.3, §3.5.3).
namespace MobileCoin.Attestation;

/// <summary>The checks by name. The members of one group stand in the order in which they are made.</summary>
public enum Check
{
    /// <summary>The key in the evidence is the Noise static key of the other side.</summary>
    NoiseKey,

    /// <summary>The evidence has what it must have, and what its report data commits to has the right lengths.</summary>
    Contents,

    /// <summary>The quote, or report, parses, with every length.</summary>
    Quote,

    /// <summary>Nothing but zeros follows the quote.</summary>
    QuoteEnd,

    /// <summary>The quote's key type, TEE type and vendor are those expected.</summary>
    QuoteHeader,

    /// <summary>The TCB information parses.</summary>
    TcbInfo,

    /// <summary>The TCB information is the kind that goes with the quote: id, version, type.</summary>
    TcbInfoKind,

    /// <summary>The chain that signs the TCB information.</summary>
    TcbInfoChain,

    /// <summary>The TCB information's signature.</summary>
    TcbInfoSignature,

    /// <summary>The TCB information's dates.</summary>
    TcbInfoTime,

    /// <summary>The identity of the quoting enclave parses.</summary>
    QeIdentity,

    /// <summary>The identity is the kind that goes with the quote: id, version.</summary>
    QeIdentityKind,

    /// <summary>The chain that signs the identity.</summary>
    QeIdentityChain,

    /// <summary>The identity's signature.</summary>
    QeIdentitySignature,

    /// <summary>The identity's dates.</summary>
    QeIdentityTime,

    /// <summary>The certificate revocation lists parse.</summary>
    RevocationLists,

    /// <summary>The chain that issued the list of revoked platform certificates.</summary>
    PckCrlChain,

    /// <summary>The chain of the platform's certificate, from the quote.</summary>
    PckChain,

    /// <summary>The platform's certificate has the extension that tells its SVNs.</summary>
    PckExtension,

    /// <summary>The quoting enclave's signer is the identity's.</summary>
    QeMrSigner,

    /// <summary>The quoting enclave's product id is the identity's.</summary>
    QeProductId,

    /// <summary>The quoting enclave's misc-select, masked, is the identity's.</summary>
    QeMiscSelect,

    /// <summary>The quoting enclave's attributes, masked, are the identity's.</summary>
    QeAttributes,

    /// <summary>The quoting enclave's SVN is up to date and without advisories.</summary>
    QeTcbLevel,

    /// <summary>The platform's key signed the quoting enclave's report.</summary>
    QeReportSignature,

    /// <summary>The quoting enclave's report commits to the key that signed the quote.</summary>
    QeReportData,

    /// <summary>The quote's own signature.</summary>
    QuoteSignature,

    /// <summary>TCB information and platform are of the same kind.</summary>
    Fmspc,

    /// <summary>TCB information and platform have the same PCE.</summary>
    PceId,

    /// <summary>A level of the TCB information matches the platform.</summary>
    TcbLevel,

    /// <summary>The TDX module is one that the TCB information knows.</summary>
    TdxModule,

    /// <summary>A level of the TDX module matches.</summary>
    TdxModuleTcbLevel,

    /// <summary>The trust domain's attributes: nothing reserved in the first byte, #VE of pages not accepted is off.</summary>
    TdAttributes,

    /// <summary>No service TD is bound to the trust domain.</summary>
    ServiceTd,

    /// <summary>The chain of an IAS report's signer.</summary>
    IasChain,

    /// <summary>The signature of an IAS report.</summary>
    IasSignature,

    /// <summary>The status that IAS gives is one that an identity may cover.</summary>
    IasStatus,

    /// <summary>The chain of a processor's certificate.</summary>
    VcekChain,

    /// <summary>The processor's certificate is for the report's chip.</summary>
    ChipId,

    /// <summary>The processor's certificate is for the report's TCB.</summary>
    ReportedTcb,

    /// <summary>The report's own signature.</summary>
    ReportSignature,

    /// <summary>The guest's policy allows no migration agent.</summary>
    MigrationAgent,

    /// <summary>The firmware in use is committed.</summary>
    CommittedTcb,

    /// <summary>Not debuggable, unless the policy allows it.</summary>
    Debug,

    /// <summary>The report data commits to the contents.</summary>
    ReportData,

    /// <summary>One of the trusted identities matches, with its advisories.</summary>
    Identity,

    /// <summary>In a chain: its certificates parse.</summary>
    ChainParse,

    /// <summary>In a chain: the last certificate is a trusted root.</summary>
    ChainAnchor,

    /// <summary>In a chain: names and signatures, one to the next.</summary>
    ChainLinks,

    /// <summary>
    /// In a chain: all but the first are authorities, their path lengths and key usages hold, nothing critical is unknown.
    /// </summary>
    ChainAuthorities,

    /// <summary>In a chain: the subjects are those expected.</summary>
    ChainSubjects,

    /// <summary>In a chain: the certificates' dates.</summary>
    ChainValidity,

    /// <summary>In a chain: the lists are there and genuine, and list none of its certificates.</summary>
    ChainRevocation,

    /// <summary>In a chain: the lists' dates.</summary>
    ChainRevocationTime,
}
