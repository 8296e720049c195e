// Tokens for clients (fact sheet fog §8.4).
using MobileCoin.Hosting;

namespace MobileCoin.App;

/// <summary>mc-util-grpc-token-generator</summary>
internal static class TokenGenerator
{
    private static readonly Flag<SecretText> Secret = Flags.SecretHex("shared-secret", "MC_SHARED_SECRET", "the secret that the servers check tokens with", TokenAuthenticator.SecretLength) with { IsRequired = true };

    private static readonly Flag<string> User = Flags.One("username", "MC_USERNAME", "the user that the token is for",
        static text => text.Contains(':', StringComparison.Ordinal) ? throw new FlagException("holds a colon") : text) with { IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-util-grpc-token-generator", "Makes a token that a client authenticates with.")
    {
        Flags = [Secret, User],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        string user = context.Values.Get(User);
        // The lifetime is the checking server's affair.
        using var tokens = new TokenAuthenticator(context.Values.Get(Secret).Bytes, TimeSpan.Zero, context.Surroundings.TimeProvider);
        string password = tokens.MakeToken(user);
        await context.Surroundings.Output.WriteAsync($"Username: {user}\nPassword: {password}\nPassword (percent-encoded): {Uri.EscapeDataString(password)}\n").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
