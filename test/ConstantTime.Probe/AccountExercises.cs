// Accounts: keys of subaddresses, and mnemonics, whose words are looked up in a list.
using System.Runtime.CompilerServices;
using MobileCoin.Accounts;

namespace MobileCoin.ConstantTime.Probe;

internal static class AccountExercises
{
    internal static readonly (string Name, Action Run)[] All =
    [
        ("accounts/subaddresses", Subaddresses),
        ("accounts/mnemonics", Mnemonics),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Subaddresses()
    {
        byte next = 0;
        using AccountKey account = AccountKey.Random(bytes => bytes.Fill(++next));
        using AccountKey fog = account.WithFog("fog://fog.example.com", "", new byte[44]);
        fog.DefaultSubaddress();
        fog.Equals(account);
        using ViewAccountKey view = account.ToViewAccountKey();
        view.ChangeSubaddress();
        view.Equals(view);
        using var identity = new RootIdentity(new byte[RootIdentity.EntropySize]);
        using AccountKey derived = identity.ToAccountKey();
        identity.Equals(identity);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Mnemonics()
    {
        using var mnemonic = new Mnemonic(new byte[32]);
        using Mnemonic read = Mnemonic.Parse(mnemonic.ToPhrase());
        using var key = Slip10Key.Derive(read, 0);
        using AccountKey account = key.ToAccountKey();
    }
}
