// How the platform stands, and what TDX asks beyond SGX (fact sheet attestation §2.5, §3.4.3).
namespace MobileCoin.Attestation;

internal sealed partial class DcapVerification
{
    private const int SeptVeDisableBit = 28;

    /// <summary>The standing of the platform, with that of its TDX module; null if no level matches.</summary>
    private TcbStanding? CheckTcb(TcbInfo tcb, PckExtension platform)
    {
        _checks.Add(
            Check.Fmspc, tcb.Fmspc.AsSpan().SequenceEqual(platform.Fmspc),
            $"TCB information for {Convert.ToHexString(tcb.Fmspc)}, platform {Convert.ToHexString(platform.Fmspc)}");
        _checks.Add(
            Check.PceId, tcb.PceId.AsSpan().SequenceEqual(platform.PceId),
            $"TCB information for {Convert.ToHexString(tcb.PceId)}, platform {Convert.ToHexString(platform.PceId)}");
        int index = 0;
        while (index < tcb.Levels.Count && !Matches(tcb.Levels[index], platform)) index++;
        bool matched = index < tcb.Levels.Count;
        TcbStanding? standing = matched ? tcb.Levels[index].Standing : null;
        _checks.Add(Check.TcbLevel, matched, "no level matches the platform", $"level {index}: {standing}");
        if (_quote.Domain is null) return standing;
        TcbStanding? module = CheckModule(tcb, _quote.Domain);
        return standing is null || module is null ? null : standing.With(module);
    }

    private bool Matches(TcbLevel level, PckExtension platform) =>
        level.Matches(platform) && (_quote.Domain is null || level.Matches(_quote.Domain.TeeTcbSvn));

    // Version 0 has no levels of its own: the platform's speak for it.
    private TcbStanding? CheckModule(TcbInfo tcb, TdReportBody domain)
    {
        byte version = domain.TeeTcbSvn[1];
        string id = version == 0 ? "tdxModule" : $"TDX_{version:X2}";
        TdxModule? module = version == 0 ? tcb.Module : tcb.Modules.FirstOrDefault(m => m.Id == id);
        string failure = module is null ? $"the TCB information does not know {id}"
            : !domain.MrSignerSeam.SequenceEqual(module.MrSigner) ? "the module's signer is another"
            : !QeIdentity.MaskedEqual(domain.SeamAttributes, module.AttributesMask, module.Attributes) ? "the module's attributes differ"
            : OutsideMask(domain.SeamAttributes, module.AttributesMask) ? "the module has attributes outside the mask"
            : "";
        if (!_checks.Add(Check.TdxModule, failure.Length == 0, failure, id)) return null;
        if (version == 0) return new TcbStanding(TcbStatus.UpToDate, []);
        TcbStanding? standing = QeIdentity.StandingOf(module!.Levels, domain.TeeTcbSvn[0]);
        _checks.Add(Check.TdxModuleTcbLevel, standing is not null, $"module SVN {domain.TeeTcbSvn[0]} is below all levels", $"{standing}");
        return standing;
    }

    private static bool OutsideMask(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> mask)
    {
        for (int i = 0; i < attributes.Length; i++)
        {
            if ((attributes[i] & ~mask[i]) != 0) return true;
        }
        return false;
    }

    private void CheckDomain(TdReportBody domain)
    {
        bool reserved = (domain.TdAttributes[0] & 0xFE) != 0;
        bool noVe = (domain.TdAttributes[SeptVeDisableBit / 8] >> (SeptVeDisableBit % 8) & 1) != 0;
        _checks.Add(
            Check.TdAttributes, !reserved && noVe,
            reserved
                ? "a reserved bit of the first attribute byte is set"
                : "the host can make the domain fault on its pages (SEPT_VE_DISABLE is clear)");
        ReadOnlySpan<byte> service = domain.MrServiceTd;
        bool allowed = _policy.ServiceTd is null ? !service.ContainsAnyExcept((byte)0) : service.SequenceEqual(_policy.ServiceTd);
        _checks.Add(Check.ServiceTd, allowed, "another service TD is bound than the policy allows");
    }
}
