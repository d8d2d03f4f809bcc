export const SettingsScreen = () => <h2>Settings</h2>;
