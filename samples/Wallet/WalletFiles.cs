// What the wallet keeps. An app would put the words where the platform keeps secrets.
namespace Wallet;

internal sealed class WalletFiles(string folder)
{
    private string Words => Path.Combine(folder, "wallet.words");

    private string State => Path.Combine(folder, "wallet.state");

    internal bool HasWords => File.Exists(Words);

    internal string ReadWords() => File.ReadAllText(Words).Trim();

    /// <summary>Writes the words of a new account, for its owner's eyes alone. Never over those of another.</summary>
    internal void WriteWords(string words)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(Words, options);
        writer.WriteLine(words);
    }

    internal byte[]? ReadState() => File.Exists(State) ? File.ReadAllBytes(State) : null;

    internal void WriteState(byte[] state)
    {
        File.WriteAllBytes(State + ".new", state);
        File.Move(State + ".new", State, overwrite: true);
    }
}
