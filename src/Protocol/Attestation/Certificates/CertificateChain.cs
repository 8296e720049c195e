// Chains of certificates to a pinned root, with revocation (fact sheet attestation §2.2, §2.4, §2.6, §3.5.2).
// Stricter than upstream: dates, key usages, subjects, and a list must be there for every authority that needs one.
namespace MobileCoin.Attestation;

/// <summary>What a chain must satisfy.</summary>
/// <param name="Anchors">The roots that are trusted.</param>
/// <param name="Root">The kind of root it must end in.</param>
/// <param name="Time">How dates are taken.</param>
internal sealed record ChainRules(IReadOnlyList<TrustAnchor> Anchors, TrustRoot Root, TimePolicy Time)
{
    /// <summary>The fewest certificates.</summary>
    internal int Least { get; init; } = 2;

    /// <summary>The most certificates.</summary>
    internal int Most { get; init; } = 3;

    /// <summary>The lists; null if revocation is not known of in such chains.</summary>
    internal IReadOnlyList<RevocationList>? Lists { get; init; }

    /// <summary>Only what the root issued is covered by a list.</summary>
    internal bool OnlyRootHasList { get; init; }

    /// <summary>The first certificate is of an authority, which issues lists.</summary>
    internal bool FirstIssuesLists { get; init; }

    /// <summary>What the common names, leaf first, may be; null to take any.</summary>
    internal Func<Certificate[], string?>? SubjectObjection { get; init; }
}

internal sealed class CertificateChain
{
    private CertificateChain(Certificate[] certificates, TrustAnchor? anchor)
    {
        Certificates = certificates;
        Anchor = anchor;
    }

    /// <summary>Leaf first.</summary>
    internal Certificate[] Certificates { get; }

    internal Certificate Leaf => Certificates[0];

    /// <summary>The trusted root that it ends in; null if it does not.</summary>
    internal TrustAnchor? Anchor { get; }

    /// <summary>Parses a chain and makes all its checks, as parts of one.</summary>
    /// <returns>The chain, whatever came of the checks; null if it does not parse.</returns>
    internal static CertificateChain? Check(CheckList checks, Check name, IReadOnlyList<byte[]> der, ChainRules rules)
    {
        var parts = new CheckList();
        Certificate[]? certificates = parts.Parse(Attestation.Check.ChainParse, () => Parse(der, rules));
        CertificateChain? chain = null;
        if (certificates is not null)
        {
            TrustAnchor? anchor = CheckAnchor(parts, certificates[^1], rules);
            CheckLinks(parts, certificates);
            CheckAuthorities(parts, certificates, rules);
            if (rules.SubjectObjection is not null)
            {
                string? objection = rules.SubjectObjection(certificates);
                parts.Add(Attestation.Check.ChainSubjects, objection is null, objection ?? "");
            }
            Certificate? outside = Array.Find(certificates, c => !rules.Time.WithinCertificate(c.NotBefore, c.NotAfter));
            if (outside is null) parts.Add(Attestation.Check.ChainValidity, passed: true);
            else parts.AddOutside(Attestation.Check.ChainValidity, new ValidityPeriod(outside.NotBefore, outside.NotAfter), $"'{outside.CommonName}' is ");
            if (rules.Lists is not null) CheckRevocation(parts, certificates, rules);
            chain = new CertificateChain(certificates, anchor);
        }
        checks.Add(name, parts);
        return chain;
    }

    private static Certificate[] Parse(IReadOnlyList<byte[]> der, ChainRules rules)
    {
        if (der.Count < rules.Least || der.Count > rules.Most)
        {
            throw new EvidenceFormatException($"a chain of {der.Count} certificates, expected {rules.Least} to {rules.Most}");
        }
        return [.. der.Select(d => Certificate.Parse(d))];
    }

    private static TrustAnchor? CheckAnchor(CheckList parts, Certificate root, ChainRules rules)
    {
        TrustAnchor? anchor = rules.Anchors.FirstOrDefault(a => a.Root == rules.Root && a.Matches(root));
        bool selfSigned = root.IsSignedBy(root);
        parts.Add(
            Attestation.Check.ChainAnchor, anchor is not null && selfSigned,
            anchor is not null ? "the root's signature of itself fails"
            : TrustAnchor.Simulated.Matches(root) ? "the root is that of simulated evidence, which this policy does not accept"
            : $"'{root.CommonName}' is not a trusted root",
            anchor?.Name ?? "");
        return anchor;
    }

    private static void CheckLinks(CheckList parts, Certificate[] chain)
    {
        for (int i = 0; i + 1 < chain.Length; i++)
        {
            if (chain[i].IsSignedBy(chain[i + 1])) continue;
            parts.Add(
                Attestation.Check.ChainLinks, passed: false, $"certificate {i} ('{chain[i].CommonName}') is not signed by the next one");
            return;
        }
        parts.Add(Attestation.Check.ChainLinks, passed: true);
    }

    private static void CheckAuthorities(CheckList parts, Certificate[] chain, ChainRules rules)
    {
        bool first = rules.FirstIssuesLists ? chain[0].IsAuthority && chain[0].MaySignLists : chain[0].MaySign;
        string failure = first ? "" : "the first certificate's key may not sign";
        for (int i = 0; i < chain.Length && failure.Length == 0; i++)
        {
            if (chain[i].UnknownCritical is { } oid) failure = $"certificate {i} has the unknown critical extension {oid}";
            else if (i > 0 && !chain[i].IsAuthority) failure = $"certificate {i} is no authority";
            else if (i > 0 && !chain[i].MaySignCertificates) failure = $"certificate {i} may not sign certificates";
            else if (i > 0 && !chain[i].Allows(i - 1)) failure = $"certificate {i} does not allow so long a chain";
        }
        parts.Add(Attestation.Check.ChainAuthorities, failure.Length == 0, failure);
    }

    private static void CheckRevocation(CheckList parts, Certificate[] chain, ChainRules rules)
    {
        string failure = "";
        List<RevocationList> used = [];
        for (int i = rules.OnlyRootHasList ? chain.Length - 2 : 0; i + 1 < chain.Length && failure.Length == 0; i++)
        {
            Certificate issuer = chain[i + 1];
            RevocationList[] lists = [.. rules.Lists!.Where(l => l.Issuer.Span.SequenceEqual(issuer.Subject.Span))];
            if (lists.Length == 0) failure = $"there is no revocation list of '{issuer.CommonName}'";
            else if (!Array.TrueForAll(lists, l => l.IsSignedBy(issuer))) failure = $"the revocation list of '{issuer.CommonName}' is not signed by it";
            else if (Array.Exists(lists, l => l.Revokes(chain[i]))) failure = $"'{chain[i].CommonName}' is revoked";
            used.AddRange(lists);
        }
        parts.Add(Attestation.Check.ChainRevocation, failure.Length == 0, failure);
        CheckListDates(parts, used, rules.Time);
    }

    private static void CheckListDates(CheckList parts, List<RevocationList> lists, TimePolicy time)
    {
        foreach (RevocationList list in lists)
        {
            DateTimeOffset until = list.NextUpdate ?? DateTimeOffset.MaxValue;
            parts.Expect(until);
            Freshness freshness = time.Of(list.ThisUpdate, until);
            if (freshness == Freshness.Fresh) continue;
            if (!parts.AddTime(Attestation.Check.ChainRevocationTime, freshness, list.ThisUpdate, until)) return;
        }
        if (!parts.Outcomes.Any(o => o.Check == Attestation.Check.ChainRevocationTime))
        {
            parts.Add(Attestation.Check.ChainRevocationTime, passed: true);
        }
    }
}
