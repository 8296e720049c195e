using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Hosting.Test;

/// <summary>Texts from outside: whatever they are, the answer is one of those that are foreseen.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Authorization_OfAnyText_IsRefused()
    {
        using var tokens = new TokenAuthenticator(new byte[32], TimeSpan.FromDays(1), TimeProvider.System);
        Check.QuickThrowOnFailure(Prop.ForAll<string?>(text =>
            tokens.Objection(text) is not null
            && tokens.Objection("Basic " + text) is not null
            && tokens.Objection("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text ?? ""))) is not null
            && tokens.Objection("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:u:{text}:00000000000000000000"))) is not null));
    }

    [Fact]
    public void Filter_OfAnyText_IsReadOrRefused() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
    {
        try
        {
            LogFilter.Parse(text.Get).LevelOf(text.Get);
            return true;
        }
        catch (FormatException e)
        {
            return !e.Message.Any(char.IsControl);
        }
    }));

    [Fact]
    public void LogText_OfAnyMessage_IsOneLine() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
        LogForms.Text(new LogRecord(default, Microsoft.Extensions.Logging.LogLevel.Error, text.Get, 1, text.Get, null), []).Count(c => c is '\n' or '\r') == 1));
}
