// Whose money it is (fact sheet crypto §1.5 to §1.8).
using MobileCoin.Accounts;

namespace MobileCoin.Client;

/// <summary>
/// An account's keys, all of them or those alone that see what it receives. Wiped on disposal; the text form holds no secret. A client that
/// is made for an account uses it and does not dispose of it.
/// </summary>
public sealed partial class Account : IDisposable
{
    private readonly AccountKey? _key;
    private readonly ViewAccountKey _view;

    private Account(AccountKey key)
    {
        _key = key;
        _view = key.ToViewAccountKey();
        if (key.FogReportUrl.Length != 0) Fog = new FogSettings(key.FogReportUrl, key.FogReportId, key.FogAuthoritySpki.ToArray());
        Address = key.DefaultSubaddress();
        ChangeAddress = key.ChangeSubaddress();
    }

    private Account(ViewAccountKey view, FogSettings? fog)
    {
        _view = view;
        Fog = fog;
        Address = view.DefaultSubaddress();
        ChangeAddress = view.ChangeSubaddress();
    }

    /// <summary>Whether the account can spend: not if it is view-only.</summary>
    public bool CanSpend => _key is not null;

    /// <summary>The address to give out. A view-only account's has no fog signature, so that others cannot pay to it through Fog.</summary>
    public PublicAddress Address { get; }

    /// <summary>The address that change goes to.</summary>
    public PublicAddress ChangeAddress { get; }

    /// <summary>The account's fog; null without.</summary>
    public FogSettings? Fog { get; }

    /// <summary>The keys that see what the account receives; they live as long as the account.</summary>
    internal ViewAccountKey View => _view;

    /// <summary>All keys; they live as long as the account.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.ViewOnly"/>.</exception>
    internal AccountKey Key => _key ?? throw new MobileCoinException(ClientError.ViewOnly, "this account can see but not spend: its spend key is elsewhere");

    /// <summary>The address of a subaddress.</summary>
    public PublicAddress Subaddress(ulong index) => _key is { } key ? key.Subaddress(index) : _view.Subaddress(index);

    /// <summary>The same keys with another fog, or none. Both are to be disposed of.</summary>
    public Account WithFog(FogSettings? fog) => _key is { } key
        ? new Account(fog is null ? key.WithFog("", "", default) : key.WithFog(fog.ReportUrl, fog.ReportId, fog.AuthoritySpki.Span))
        : new Account(new ViewAccountKey(_view.ViewPrivateKey, _view.SpendPublicKey), fog);

    /// <summary>What sees the account's outputs without spending them: to be disposed of as well.</summary>
    public Account ToViewOnly() => new(new ViewAccountKey(_view.ViewPrivateKey, _view.SpendPublicKey), Fog);

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        _key?.Dispose();
        _view.Dispose();
    }

    /// <summary>The hash of the address, by which memos know the account; no secret.</summary>
    public override string ToString() => $"account {Address.ShortAddressHash()}{(CanSpend ? "" : " (view only)")}";
}
